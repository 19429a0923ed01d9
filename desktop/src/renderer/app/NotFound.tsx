import { Link } from "@tanstack/react-router";
import { MapPinOff } from "lucide-react";
import { buttonClass } from "../ui/buttonClass.ts";
import { StatePanel } from "../ui/StatePanel.tsx";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <main>
      <StatePanel
        icon={MapPinOff}
        level={1}
        title="There is nothing at this address"
        actions={
          <Link to="/today" className={buttonClass("primary")}>
            Go to Today
          </Link>
        }
      >
        The link may be old, or a letter is missing.
      </StatePanel>
    </main>
  );
}
