import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { countOf } from "../../format/formatCount.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { splitNumbers } from "./splitNumbers.ts";

/** The most numbers that one request takes. */
const NUMBERS_PER_REQUEST = 1_000;
/** No number is longer; what is would turn the whole request away. */
const LONGEST_NUMBER = 40;

interface Result {
  readonly added: number;
  readonly known: number;
  readonly refused: readonly string[];
}

/** Takes many pasted numbers onto the do-not-call list, and says what became of them. */
export function AddDoNotCall() {
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const typed = splitNumbers(text);
  const add = useMutation({
    mutationFn: addAll,
    onSuccess: ({ refused }) => setText(refused.join("\n")),
    onSettled: async () => {
      for (const queryKey of [queries.doNotCall.queryKey, ["leads"], ["lists"]])
        await queryClient.invalidateQueries({ queryKey });
    },
  });
  return (
    <Card title="Add numbers">
      <form
        className="flex flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.length > 0) add.mutate(typed);
        }}
      >
        <TextArea
          label="Numbers"
          value={text}
          placeholder={"(415) 555-0142\n+1 212 555 0101"}
          hint="One a line, or apart by commas. They are never called from then on, by anyone; nobody can take a number off again."
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ErrorNotice error={add.error} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={add.isPending} disabled={typed.length === 0}>
            {typed.length > 1 ? `Add ${countOf(typed.length, "number")}` : "Add"}
          </Button>
          <output className="min-w-0 flex-1 text-ink-muted">{add.data && say(add.data)}</output>
        </div>
      </form>
    </Card>
  );
}

async function addAll(phones: readonly string[]): Promise<Result> {
  const possible = phones.filter((phone) => phone.length <= LONGEST_NUMBER);
  const refused = phones.filter((phone) => phone.length > LONGEST_NUMBER);
  let added = 0;
  for (let at = 0; at < possible.length; at += NUMBERS_PER_REQUEST) {
    const answer = await callApi("addDoNotCall", {
      body: { phones: possible.slice(at, at + NUMBERS_PER_REQUEST) },
    });
    added += answer.added;
    refused.push(...answer.refused);
  }
  return { added, known: phones.length - refused.length - added, refused };
}

function say({ added, known, refused }: Result): string {
  return [
    `${countOf(added, "number")} added.`,
    known > 0 && `${countOf(known, "was", "were")} there already.`,
    refused.length > 0 &&
      `${countOf(refused.length, "is", "are")} no phone ${refused.length === 1 ? "number" : "numbers"} and still above.`,
  ]
    .filter(Boolean)
    .join(" ");
}
