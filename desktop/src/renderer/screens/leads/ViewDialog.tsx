import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { viewInputSchema, type View } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { Look } from "./viewSearch.ts";

interface Props {
  readonly look: Look;
  /** The view to rename or share; without it a new one is made of the table as it is. */
  readonly before?: View;
  readonly onSaved: (view: View) => void;
}

/** Names a view and says who is offered it. */
export function ViewDialog({
  open,
  onOpenChange,
  ...props
}: Props & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={props.before ? "Rename or share" : "Save as view"}
      description="Columns, order and filters as they are now."
    >
      <ViewForm {...props} />
    </Dialog>
  );
}

function ViewForm({ look, before, onSaved }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(before?.name ?? "");
  const [isShared, setShared] = useState(before?.isShared ?? false);
  const [problem, setProblem] = useState<string>();
  const save = useMutation({
    mutationFn: () =>
      callApi("saveView", {
        params: { viewId: before?.id ?? crypto.randomUUID() },
        body: {
          name: name.trim(),
          isShared,
          columns: before?.columns ?? look.columns,
          sort: before?.sort ?? look.sort,
          filter: before?.filter ?? look.filter,
        },
      }),
    onSuccess: async (view) => {
      await queryClient.invalidateQueries({ queryKey: queries.views.queryKey });
      onSaved(view);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = viewInputSchema.shape.name.safeParse(name);
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) save.mutate();
  };
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <TextField
        label="Name"
        value={name}
        maxLength={80}
        problem={problem}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        Offer it to everybody in the organization
      </label>
      <ErrorNotice error={save.error} />
      <Button type="submit" look="primary" className="self-end" busy={save.isPending}>
        Save
      </Button>
    </form>
  );
}
