import { Link } from "@tanstack/react-router";
import { ListPlus } from "lucide-react";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { useSampleList } from "../leads/useSampleList.ts";

/** Before the first list: what lists are for, and the two ways to one. */
export function NoLists() {
  const sample = useSampleList();
  return (
    <StatePanel
      icon={ListPlus}
      title="Whom will you call?"
      actions={
        <>
          <Link to="/import" className={buttonClass("primary")}>
            Import a list
          </Link>
          <Button busy={sample.isPending} onClick={() => sample.mutate()}>
            Try the sample
          </Button>
        </>
      }
    >
      <p>Bring a CSV file with names and numbers, or practice on a few fictional people first.</p>
      <ErrorNotice error={sample.error} className="mt-4 text-left" />
    </StatePanel>
  );
}
