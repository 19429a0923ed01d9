import { Link, useNavigate } from "@tanstack/react-router";
import { openImport } from "../../import/importStore.ts";
import { Button } from "../../ui/Button.tsx";
import { DropZone } from "../../ui/DropZone.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { useSampleList } from "../leads/useSampleList.ts";

/** A file dropped, or the sample: either way the first call is one step away. */
export function FirstList() {
  const navigate = useNavigate();
  const sample = useSampleList();
  return (
    <div className="flex flex-col gap-4">
      <DropZone
        onFile={(file) => {
          openImport(file);
          void navigate({ to: "/import" });
        }}
      />
      <div className="flex items-center gap-3 text-small text-ink-muted">
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </div>
      <Button size="large" busy={sample.isPending} onClick={() => sample.mutate()}>
        Try the sample list
      </Button>
      <p className="text-small text-ink-muted">
        Fictional people to practice on. Calling them places no call.
      </p>
      <ErrorNotice error={sample.error} />
      <p>
        <Link to="/today" className={linkClass}>
          Later
        </Link>
      </p>
    </div>
  );
}
