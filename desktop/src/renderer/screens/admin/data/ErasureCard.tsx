import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { AppError } from "#shared/errors";
import { callApi } from "../../../api/callApi.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { ErasurePreview } from "./ErasurePreview.tsx";

/** Finds a person in the leads, shows what would go, and erases them. */
export function ErasureCard() {
  const [subject, setSubject] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const find = useMutation({
    mutationFn: (wanted: string) => callApi("previewErasure", { body: { subject: wanted } }),
  });
  const isUnread = find.error instanceof AppError && find.error.code === "invalid_input";
  return (
    <Card title="Erase a person">
      <div className="flex flex-col gap-4 p-4">
        <p className="text-ink-muted">
          When somebody asks you to delete what you know about them. You see what is deleted before
          anything is.
        </p>
        <form
          noValidate
          className="flex flex-wrap items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            find.mutate(subject);
          }}
        >
          <TextField
            ref={field}
            label="Mail address or phone number"
            className="min-w-56 flex-1"
            autoComplete="off"
            spellCheck={false}
            value={subject}
            problem={isUnread ? "is not complete" : undefined}
            onChange={(event) => {
              setSubject(event.currentTarget.value);
              find.reset();
            }}
          />
          <Button type="submit" className="mt-6 h-9" busy={find.isPending}>
            Look up
          </Button>
        </form>
        {!isUnread && <ErrorNotice error={find.error} />}
        {find.data && (
          <ErasurePreview
            key={find.data.confirmation}
            preview={find.data}
            subject={subject}
            onBegun={() => {
              setSubject("");
              find.reset();
              // What had the keyboard is gone.
              field.current?.focus();
            }}
          />
        )}
      </div>
    </Card>
  );
}
