import type { InvitationPreview } from "#shared/account";
import { AppError } from "#shared/errors";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";

/** Why somebody could not join: what only the organization can mend is said in the words of a guest. */
export function JoinProblem({ error, preview }: { error: unknown; preview: InvitationPreview }) {
  const code = error instanceof AppError ? error.code : null;
  if (code !== "plan_limit" && code !== "read_only") return <ErrorNotice error={error} />;
  return (
    <p role="alert" className="rounded-md border border-danger/40 bg-danger-soft px-3 py-2">
      {preview.organizationName} {code === "plan_limit" ? "has no free seat" : "can take in nobody"}{" "}
      at the moment, so nothing was changed. Please tell {preview.inviterName}; this link still
      works once that is settled.
    </p>
  );
}
