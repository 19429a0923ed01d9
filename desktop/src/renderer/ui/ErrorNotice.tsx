import { Copy } from "lucide-react";
import { toast } from "sonner";
import { wordsFor } from "../api/errorWords.ts";
import { Button } from "./Button.tsx";

/** What went wrong, beside the thing it went wrong with. Nothing where there is no error. */
export function ErrorNotice({ error, className = "" }: { error: unknown; className?: string }) {
  if (error === null || error === undefined) return null;
  const words = wordsFor(error);
  return (
    <div
      role="alert"
      className={`rounded-md border border-danger/40 bg-danger-soft px-3 py-2 ${className}`}
    >
      <p className="font-medium">{words.title}</p>
      <p className="text-ink-muted">
        {words.meaning} {words.action}
      </p>
      {words.requestId !== undefined && <RequestId id={words.requestId} />}
    </div>
  );
}

/** The request id that finds a failure in our log, with a button that copies it. */
export function RequestId({ id }: { id: string }) {
  return (
    <p className="mt-1 flex flex-wrap items-center gap-2 text-small text-ink-muted">
      Request id <code className="font-mono text-ink">{id}</code>
      <Button
        look="quiet"
        className="h-6 px-2 text-small"
        onClick={() => void navigator.clipboard.writeText(id).then(() => toast("Copied"))}
      >
        <Copy aria-hidden size={12} /> Copy
      </Button>
    </p>
  );
}
