import { CircleArrowUp } from "lucide-react";
import { useDial } from "../dial/dialStore.ts";
import { host } from "../host/host.ts";
import { useLine } from "../live/liveLine.ts";
import { Button } from "../ui/Button.tsx";

/** Says quietly that the service asks for a newer version, and how to get it: a running call comes first. */
export function UpdateBar() {
  const isTooOld = useLine(({ look }) => look === "tooOld");
  const isCalling = useDial(({ kind }) => kind === "calling");
  const inBrowser = host.kind === "browser";
  return (
    <div
      className={
        isTooOld
          ? "flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-1.5"
          : ""
      }
    >
      {isTooOld && <CircleArrowUp aria-hidden size={16} className="shrink-0 text-warn" />}
      {/* Always there, so that what comes into it is read out. */}
      <output className="min-w-0 flex-1">
        {isTooOld && (
          <>
            <span className="font-medium">This version of SalesPulse is too old.</span>{" "}
            <span className="text-ink-muted">
              {isCalling && "Finish your call first. "}
              {inBrowser
                ? "Reload the page to get the new one."
                : "Close the app and install the new one; your admin knows where it is."}{" "}
              Until then you do not see at once what others change.
            </span>
          </>
        )}
      </output>
      {isTooOld && inBrowser && !isCalling && (
        <Button className="h-7" onClick={() => location.reload()}>
          Reload
        </Button>
      )}
    </div>
  );
}
