import { useState } from "react";
import type { Lead } from "#shared/leads";
import { useNow } from "../../format/useNow.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { standingWords } from "./standingWords.ts";
import { useBulkEdit } from "./useBulkEdit.ts";

/** When the lead comes up again, and how to change that. */
export function StandingCard({ lead }: { lead: Lead }) {
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const edit = useBulkEdit(() => setAsking(false));
  const selection = { leadIds: [lead.id] };
  return (
    <Card title="Where they stand">
      <div className="flex flex-col gap-2 px-4 py-3">
        <p>{standingWords(lead, now)}</p>
        {!lead.doNotCall && (
          <div className="flex flex-wrap gap-2">
            {lead.dialState !== "ready" && (
              <Button
                busy={edit.isPending}
                onClick={() => edit.mutate({ selection, change: { kind: "callAgain" } })}
              >
                Call again
              </Button>
            )}
            <Button look="quiet" className="-ml-3 !text-danger" onClick={() => setAsking(true)}>
              Do not call
            </Button>
          </div>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Never call ${lead.name} again?`}
        description="The number goes on the do-not-call list of your organization. Nobody can take that back."
        action="Do not call"
        busy={edit.isPending}
        onConfirm={() => edit.mutate({ selection, change: { kind: "doNotCall" } })}
      />
    </Card>
  );
}
