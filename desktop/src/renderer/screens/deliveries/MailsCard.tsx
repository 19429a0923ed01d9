import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MAIL_STATES, type MailState } from "#shared/deliveries";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useNow } from "../../format/useNow.ts";
import { Card } from "../../ui/Card.tsx";
import { Select } from "../../ui/Select.tsx";
import { EndlessList } from "./EndlessList.tsx";
import { MailRow } from "./MailRow.tsx";
import { useReplay } from "./useReplay.ts";
import { MAIL_STATE_WORDS } from "./words.ts";

const CHOICES = [
  { value: "", label: "All mails" },
  ...MAIL_STATES.map((state) => ({ value: state, label: MAIL_STATE_WORDS[state].label })),
] as const satisfies readonly { value: MailState | ""; label: string }[];

/** The mails, the newest first; those that were given up can be sent again. */
export function MailsCard({ wholeService }: { wholeService: boolean }) {
  const now = useNow(60_000);
  const [state, setState] = useState<MailState | null>(null);
  const found = useInfiniteQuery(queries.mails(wholeService, state));
  const replay = useReplay(
    (mailId) => callApi(wholeService ? "replayServiceMail" : "replayMail", { params: { mailId } }),
    "It is on its way again",
  );
  const mails = found.data?.pages.flatMap((page) => page.mails);
  return (
    <Card
      title="Mails"
      aside={
        <Select
          label="Which mails"
          className="h-7"
          value={state ?? ""}
          choices={CHOICES}
          onChange={(choice) => setState(choice === "" ? null : choice)}
        />
      }
    >
      <EndlessList
        found={found}
        rows={mails?.map((mail) => (
          <MailRow
            key={mail.id}
            mail={mail}
            now={now}
            wholeService={wholeService}
            isReplaying={replay.isPending && replay.variables === mail.id}
            onReplay={() => replay.mutate(mail.id)}
          />
        ))}
        loading="Loading mails"
        empty={state === null ? "No mail was written yet." : "No mail is in this state."}
      />
    </Card>
  );
}
