import { CircleAlert, CloudOff } from "lucide-react";
import { wordsFor } from "../api/errorWords.ts";
import { Button } from "./Button.tsx";
import { RequestId } from "./ErrorNotice.tsx";
import { StatePanel } from "./StatePanel.tsx";

/** A part of the screen that could not be loaded, with the way to try again. */
export function ErrorPanel({
  error,
  onRetry,
  level = 2,
}: {
  error: unknown;
  onRetry: () => void;
  /** 1 where it is the whole screen. */
  level?: 1 | 2;
}) {
  const words = wordsFor(error);
  return (
    <div role="alert">
      <StatePanel
        icon={words.code === "offline" ? CloudOff : CircleAlert}
        level={level}
        title={words.title}
        actions={<Button onClick={onRetry}>Try again</Button>}
      >
        <p>
          {words.meaning} {words.action}
        </p>
        {words.requestId !== undefined && (
          <div className="mt-2 flex justify-center">
            <RequestId id={words.requestId} />
          </div>
        )}
      </StatePanel>
    </div>
  );
}
