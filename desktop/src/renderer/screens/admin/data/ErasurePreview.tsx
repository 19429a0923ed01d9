import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { ErasurePreview as Preview } from "#shared/jobs";
import { callApi } from "../../../api/callApi.ts";
import { queries } from "../../../api/queries.ts";
import { countOf } from "../../../format/formatCount.ts";
import { formatPhone } from "../../../format/formatPhone.ts";
import { formatDay } from "../../../format/formatTime.ts";
import { Button } from "../../../ui/Button.tsx";
import { CheckField } from "../../../ui/CheckField.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { TextField } from "../../../ui/TextField.tsx";

/** What an erasure would take, and the word that lets it begin. */
export function ErasurePreview({
  preview,
  subject,
  onBegun,
}: {
  preview: Preview;
  subject: string;
  onBegun: () => void;
}) {
  const queryClient = useQueryClient();
  const [neverCallAgain, setNeverCallAgain] = useState(true);
  const [typed, setTyped] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const erase = useMutation({
    mutationFn: () =>
      callApi("startErasure", {
        body: { id: crypto.randomUUID(), subject, confirmation: typed, neverCallAgain },
      }),
    onSuccess: async () => {
      toast("The erasure has begun", { description: "Its receipt will stand below." });
      onBegun();
      await queryClient.invalidateQueries({ queryKey: queries.jobs.queryKey });
    },
  });
  const isTyped = typed.trim().toLowerCase() === preview.confirmation;
  const { leads, erasedBefore } = preview;
  const counted = leads.length + preview.calls + preview.mails + preview.mentions;

  return (
    <div className="flex flex-col gap-4 rounded-md border border-line p-4">
      <output className="block">
        <p className="font-medium">
          {leads.length > 0
            ? `${countOf(leads.length, "lead")} found`
            : counted > 0
              ? "No lead, but other things that name them"
              : "Nothing found"}
        </p>
        {erasedBefore[0] !== undefined && (
          <p className="text-ink-muted">
            The same was searched for and erased on {formatDay(erasedBefore[0])}.
          </p>
        )}
      </output>
      {leads.length > 0 && (
        <ul>
          {leads.map((lead) => (
            <li key={lead.id} className="border-b border-line py-1.5 last:border-0">
              <span className="font-medium">{lead.name}</span>
              {lead.company !== null && <span>, {lead.company}</span>}
              <span className="block text-small text-ink-muted">
                {[lead.email, formatPhone(lead.phone)].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {counted > 0 && (
        <>
          <WhatGoes preview={preview} />
          {preview.isHeld && (
            <p className="rounded-md bg-warn-soft px-3 py-2">
              A rep has them in front of them just now. The lead will go from their screen, and a
              call that runs is not kept.
            </p>
          )}
        </>
      )}
      {counted > 0 && preview.isOnDoNotCall && (
        <p>The number stays on your do-not-call list, without a name.</p>
      )}
      {counted > 0 && !preview.isOnDoNotCall && (
        <CheckField
          label="Never call this number again"
          note="Keeps the number, without a name, on your do-not-call list, so that no later import has them called."
          checked={neverCallAgain}
          onChange={setNeverCallAgain}
        />
      )}
      {counted > 0 && (
        <form
          noValidate
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            setIsAsked(true);
            if (isTyped && !erase.isPending) erase.mutate();
          }}
        >
          <TextField
            label="Confirmation"
            hint={`Type ${preview.confirmation} to erase them for good.`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            problem={isAsked && !isTyped ? "does not match" : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ErrorNotice error={erase.error} />
          <div>
            <Button type="submit" look="danger" busy={erase.isPending}>
              Erase for good
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}

function WhatGoes({ preview }: { preview: Preview }) {
  const gone = [
    [preview.tasks, "task"],
    [preview.listPlaces, "list entry", "list entries"],
    [preview.mails, "mail"],
    [preview.permits, "call permit"],
  ] as const;
  const words = gone
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => countOf(count, one, many));
  return (
    <ul className="list-disc pl-5 text-ink-muted marker:text-ink-faint">
      {preview.leads.length > 0 && (
        <li>Deleted: {[countOf(preview.leads.length, "lead"), ...words].join(", ")}.</li>
      )}
      {preview.calls > 0 && (
        <li>
          {countOf(preview.calls, "call")} still {preview.calls === 1 ? "counts" : "count"} in your
          statistics, without name, number or notes, and with the hour alone as its time.
        </li>
      )}
      {preview.mentions > 0 && (
        <li>
          Blanked in {countOf(preview.mentions, "text")} elsewhere that{" "}
          {preview.mentions === 1 ? "names" : "name"} the address or number.
        </li>
      )}
      <li>Deleted too: the files of earlier exports, which still hold them.</li>
    </ul>
  );
}
