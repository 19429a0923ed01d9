import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { AppError } from "#shared/errors";
import type { Lead } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import { applyFieldProblems } from "../../ui/applyFieldProblems.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { fieldLabel } from "./fieldLabels.ts";

const FIELDS = [
  "name",
  "phone",
  "company",
  "title",
  "email",
  "city",
  "state",
  "postalCode",
] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

interface Props {
  /** The fixed list that the table shows, to which the lead is added. */
  readonly listId: string | null;
  readonly onAdded: (lead: Lead) => void;
}

/** Adds one lead by hand. */
export function AddLeadDialog({
  open,
  onOpenChange,
  ...props
}: Props & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Add a lead" wide>
      <AddLeadForm {...props} />
    </Dialog>
  );
}

function AddLeadForm({ listId, onAdded }: Props) {
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, setError } = useForm<Fields>({
    defaultValues: Object.fromEntries(FIELDS.map((field) => [field, ""])),
  });
  const add = useMutation({
    mutationFn: ({ name, phone, ...rest }: Fields) =>
      callApi("createLead", {
        body: {
          id: crypto.randomUUID(),
          listId,
          name,
          phone,
          ...Object.fromEntries(Object.entries(rest).filter(([, text]) => text.trim() !== "")),
        },
      }),
    onSuccess: async (lead) => {
      await Promise.all(
        [["leads"], ["lists"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
      onAdded(lead);
    },
    onError: (error) => {
      if (error instanceof AppError && error.code === "conflict")
        setError("phone", { message: "or mail address is already in your organization" });
      else applyFieldProblems(error, FIELDS, setError);
    },
  });
  const conflict = add.error instanceof AppError && add.error.code === "conflict";
  return (
    <form
      noValidate
      className="grid gap-4 sm:grid-cols-2"
      onSubmit={(event) => void handleSubmit((fields) => add.mutate(fields))(event)}
    >
      {FIELDS.map((field) => (
        <TextField
          key={field}
          label={fieldLabel(field)}
          autoComplete="off"
          problem={formState.errors[field]?.message}
          {...register(
            field,
            field === "name" || field === "phone" ? { required: "must not be empty" } : {},
          )}
        />
      ))}
      <div className="sm:col-span-2">
        <ErrorNotice error={conflict ? null : add.error} />
        <div className="mt-2 flex justify-end">
          <Button type="submit" look="primary" busy={add.isPending}>
            Add
          </Button>
        </div>
      </div>
    </form>
  );
}
