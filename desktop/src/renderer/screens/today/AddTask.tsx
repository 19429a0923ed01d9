import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type RefObject } from "react";
import { z } from "zod";
import { taskInputSchema, type TaskInput } from "#shared/tasks";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { dayOf, endOfWork } from "./dueDay.ts";

const textSchema = lineOfText(200);

/** A line that adds a task of one's own, due by the end of a day's work. */
export function AddTask({
  inputRef,
  leadId = null,
}: {
  inputRef: RefObject<HTMLInputElement | null>;
  /** The lead it is about, where it is about one. */
  leadId?: string | null;
}) {
  const { user } = useSignedIn();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [day, setDay] = useState(() => dayOf(new Date()));
  const add = useMutation({
    mutationFn: (body: TaskInput) =>
      callApi("saveTask", { params: { taskId: crypto.randomUUID() }, body }),
    onSuccess: () => setText(""),
    onSettled: () =>
      Promise.all(
        [queries.tasks.queryKey, ["lead"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const parsed = textSchema.safeParse(text);
  const problem = text.trim() === "" || parsed.success ? undefined : z.prettifyError(parsed.error);
  return (
    <form
      noValidate
      className="flex flex-wrap items-center gap-2 p-2"
      onSubmit={(event) => {
        event.preventDefault();
        const dueAt = endOfWork(day);
        if (!parsed.success || dueAt === null) return;
        add.mutate(
          taskInputSchema.parse({
            kind: "to_do",
            leadId,
            userId: user.id,
            text,
            dueAt,
            done: false,
          }),
        );
      }}
    >
      <input
        ref={inputRef}
        type="text"
        aria-label="Add a task"
        placeholder="Add a task…"
        maxLength={200}
        className={`${inputClass} h-8 min-w-40 flex-1`}
        aria-invalid={problem === undefined ? undefined : true}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <input
        type="date"
        aria-label="Due on"
        className={`${inputClass} h-8 !w-36`}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Button type="submit" busy={add.isPending} disabled={!parsed.success}>
        Add
      </Button>
      <ErrorNotice error={add.error} className="w-full" />
    </form>
  );
}
