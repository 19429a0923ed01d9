import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { bulkChangeSchema, type BulkChange } from "#shared/leads";
import { hasRole } from "#shared/roles";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { ALL_TIME_ZONES } from "../../format/timeZones.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LabelledSelect } from "../../ui/LabelledSelect.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { fieldLabel } from "./fieldLabels.ts";

/** Changes that ask for a value first. */
export type BulkForm = "assign" | "addToList" | "score" | "field" | "timeZone";

const TITLES: Record<BulkForm, string> = {
  assign: "Assign",
  addToList: "Add to a list",
  score: "Set the score",
  field: "Set a field",
  timeZone: "Confirm the time zone",
};

interface Props {
  /** How many leads, in words. */
  readonly leads: string;
  readonly busy: boolean;
  readonly onChange: (change: BulkChange) => void;
}

/** Asks for the value of a change to many leads. */
export function BulkDialog({
  form,
  onClose,
  ...props
}: Props & { form: BulkForm | null; onClose: () => void }) {
  return (
    <Dialog
      open={form !== null}
      onOpenChange={(open) => !open && onClose()}
      title={form === null ? "" : TITLES[form]}
      description={`For ${props.leads}.`}
    >
      {form === "assign" ? (
        <AssignForm {...props} />
      ) : form === "addToList" ? (
        <AddToListForm {...props} />
      ) : form === "score" ? (
        <ScoreForm {...props} />
      ) : form === "field" ? (
        <FieldForm {...props} />
      ) : form === "timeZone" ? (
        <ZoneForm {...props} />
      ) : null}
    </Dialog>
  );
}

function Form({
  action,
  busy,
  onSubmit,
  children,
}: {
  action: string;
  busy: boolean;
  onSubmit: () => void;
  children: ReactNode;
}) {
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
    >
      {children}
      <Button type="submit" look="primary" className="self-end" busy={busy}>
        {action}
      </Button>
    </form>
  );
}

const NOBODY = "nobody";

function AssignForm({ busy, onChange }: Props) {
  const { user, role } = useSignedIn();
  const members = useQuery(queries.members);
  const [ownerId, setOwnerId] = useState(user.id);
  const offered = (members.data ?? []).filter(
    ({ userId }) => hasRole(role, "manager") || userId === user.id,
  );
  return (
    <Form
      action="Assign"
      busy={busy}
      onSubmit={() => onChange({ kind: "assign", ownerId: ownerId === NOBODY ? null : ownerId })}
    >
      <LabelledSelect
        label="Owner"
        value={ownerId}
        choices={[
          ...offered.map(({ userId, fullName, email }) => ({
            value: userId,
            label: fullName || email,
          })),
          { value: NOBODY, label: "Nobody", note: "Everybody may call them" },
        ]}
        onChange={setOwnerId}
      />
    </Form>
  );
}

const NEW = "new";

function AddToListForm({ busy, onChange }: Props) {
  const queryClient = useQueryClient();
  const lists = useQuery(queries.lists);
  const fixed = (lists.data ?? []).filter((list) => list.filter === null && !list.isSample);
  const [listId, setListId] = useState(NEW);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const create = useMutation({
    mutationFn: () =>
      callApi("createList", { body: { id: crypto.randomUUID(), name: name.trim() } }),
    onSuccess: async (list) => {
      await queryClient.invalidateQueries({ queryKey: queries.lists.queryKey });
      // Should adding fail, the list is there to try again with.
      setListId(list.id);
      onChange({ kind: "addToList", listId: list.id });
    },
  });
  const submit = () => {
    if (listId !== NEW) {
      onChange({ kind: "addToList", listId });
      return;
    }
    const parsed = lineOfText(120).safeParse(name);
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) create.mutate();
  };
  return (
    <Form action="Add" busy={busy || create.isPending} onSubmit={submit}>
      <LabelledSelect
        label="List"
        value={listId}
        choices={[
          { value: NEW, label: "A new list" },
          ...fixed.map((list) => ({ value: list.id, label: list.name })),
        ]}
        onChange={setListId}
      />
      {listId === NEW && (
        <TextField
          label="List name"
          value={name}
          maxLength={120}
          problem={problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <ErrorNotice error={create.error} />
    </Form>
  );
}

function ScoreForm({ busy, onChange }: Props) {
  const [score, setScore] = useState("");
  const [problem, setProblem] = useState<string>();
  return (
    <Form
      action="Set"
      busy={busy}
      onSubmit={() => {
        const change = bulkChangeSchema.safeParse({
          kind: "score",
          score: score.trim() === "" ? undefined : Number(score),
        });
        setProblem(change.success ? undefined : "must be a whole number");
        if (change.success) onChange(change.data);
      }}
    >
      <TextField
        label="Score"
        inputMode="numeric"
        value={score}
        problem={problem}
        hint="Higher is called earlier, in lists ordered by it."
        onChange={(event) => setScore(event.currentTarget.value)}
      />
    </Form>
  );
}

const FIELDS = ["title", "company", "city", "state", "postalCode"] as const;

function FieldForm({ busy, onChange }: Props) {
  const [field, setField] = useState<(typeof FIELDS)[number]>("company");
  const [value, setValue] = useState("");
  return (
    <Form
      action="Set"
      busy={busy}
      onSubmit={() => onChange({ kind: "field", field, value: value.trim() || null })}
    >
      <LabelledSelect
        label="Field"
        value={field}
        choices={FIELDS.map((each) => ({ value: each, label: fieldLabel(each) }))}
        onChange={setField}
      />
      <TextField
        label="Value"
        value={value}
        maxLength={120}
        hint="Nothing typed: what stands there is taken away."
        onChange={(event) => setValue(event.currentTarget.value)}
      />
    </Form>
  );
}

function ZoneForm({ busy, onChange }: Props) {
  const [timeZone, setTimeZone] = useState("America/New_York");
  return (
    <Form action="Confirm" busy={busy} onSubmit={() => onChange({ kind: "timeZone", timeZone })}>
      <LabelledSelect
        label="Time zone"
        value={timeZone}
        choices={ALL_TIME_ZONES}
        onChange={setTimeZone}
      />
      <p className="text-small text-ink-muted">
        Calls are allowed from 8 AM to 9 PM of that clock. Confirm only what you know.
      </p>
    </Form>
  );
}
