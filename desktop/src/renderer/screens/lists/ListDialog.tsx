import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { allows } from "#shared/entitlement";
import type { LeadFilter } from "#shared/leadFilter";
import { CALL_ORDERS, type LeadList, type LeadSelection } from "#shared/leads";
import { hasRole } from "#shared/roles";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { MorePlans, PlanLimit } from "../../app/PlanLimit.tsx";
import { useSignedIn } from "../../app/SignedIn.ts";
import { CALL_ORDER_LABELS } from "../../format/labels.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LabelledSelect } from "../../ui/LabelledSelect.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { FilterBar } from "../leads/FilterBar.tsx";
import { useChoices } from "../leads/useChoices.ts";

interface Props {
  /** The list to change; without it a new one is made of `from`. */
  readonly before?: LeadList;
  /** Which leads the table shows: a new list begins with them, or is kept current by their filter. */
  readonly from?: Exclude<LeadSelection, { leadIds: string[] }>;
  readonly onSaved: (list: LeadList) => void;
}

/** A list's name, the order it is called in, its script and, where it is kept current, its conditions. */
export function ListDialog({
  open,
  onOpenChange,
  ...props
}: Props & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={props.before ? "List settings" : "New list"}
      {...(props.from ? { description: "Of the leads that the table shows." } : {})}
    >
      <ListForm {...props} />
    </Dialog>
  );
}

const NONE = "none";
/** Adding tens of thousands of leads takes longer than other requests (ms). */
const TIMEOUT_MS = 120_000;

function ListForm({ before, from, onSaved }: Props) {
  const queryClient = useQueryClient();
  const playbook = useQuery(queries.playbook);
  const lists = useQuery(queries.lists);
  const { allowance, role } = useSignedIn();
  const mayKeep = allowance === undefined || allows(allowance, "live_lists");
  const custom = useQuery(queries.customFields);
  const choices = useChoices();
  const [id] = useState(() => before?.id ?? crypto.randomUUID());
  const [name, setName] = useState(before?.name ?? "");
  const [callOrder, setCallOrder] = useState(before?.callOrder ?? "position");
  const [scriptId, setScriptId] = useState(before?.scriptId ?? NONE);
  // A search or another list cannot be kept current: only conditions can.
  const onlyFilter = from !== undefined && from.filter.length > 0 && !from.search && !from.listId;
  const [kind, setKind] = useState<"fixed" | "current">(
    (before ? before.filter !== null : onlyFilter && mayKeep) ? "current" : "fixed",
  );
  const isCurrent = kind === "current";
  const [filter, setFilter] = useState<LeadFilter>(before?.filter ?? from?.filter ?? []);
  const [problem, setProblem] = useState<string>();
  const save = useMutation({
    mutationFn: async () => {
      const settings = {
        name: name.trim(),
        callOrder,
        scriptId: scriptId === NONE ? null : scriptId,
      };
      if (before)
        return callApi("updateList", {
          params: { listId: id },
          body: { ...settings, ...(isCurrent ? { filter } : {}) },
        });
      const list = await callApi("createList", {
        body: { id, ...settings, filter: isCurrent ? filter : null },
      });
      if (from && !isCurrent)
        await callApi(
          "editLeads",
          { body: { selection: from, change: { kind: "addToList", listId: id } } },
          { timeoutMs: TIMEOUT_MS },
        );
      return list;
    },
    onSuccess: async (list) => {
      await Promise.all(
        [["lists"], ["leads"], ["queue"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
      onSaved(list);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = lineOfText(120).safeParse(name);
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) save.mutate();
  };
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {!before && <PlanLimit what="lists" used={lists.data?.length} />}
      <TextField
        label="Name"
        value={name}
        maxLength={120}
        problem={problem}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {!before && from && (
        <LabelledSelect
          label="Kind"
          value={kind}
          choices={[
            { value: "fixed", label: "Fixed", note: "The leads that match now" } as const,
            ...(onlyFilter && mayKeep
              ? [
                  {
                    value: "current" as const,
                    label: "Kept current",
                    note: "Leads come and go as they match the filter",
                  },
                ]
              : []),
          ]}
          onChange={setKind}
        />
      )}
      {onlyFilter && !mayKeep && (
        <p className="text-small text-ink-muted">
          Lists that keep themselves current are not part of your {allowance.planName} plan.{" "}
          <MorePlans isManager={hasRole(role, "manager")} />
        </p>
      )}
      {isCurrent && (
        <div>
          <p className="mb-1 font-medium">Kept current by</p>
          <FilterBar
            filter={filter}
            customFields={custom.data ?? []}
            choices={choices}
            onChange={setFilter}
          />
        </div>
      )}
      <LabelledSelect
        label="Call order"
        value={callOrder}
        choices={CALL_ORDERS.map((value) => ({ value, label: CALL_ORDER_LABELS[value] }))}
        onChange={setCallOrder}
      />
      <LabelledSelect
        label="Script"
        value={scriptId}
        choices={[
          { value: NONE, label: "None" },
          ...(playbook.data?.scripts ?? []).map((script) => ({
            value: script.id,
            label: script.name,
          })),
        ]}
        onChange={setScriptId}
      />
      <ErrorNotice error={save.error} />
      <Button type="submit" look="primary" className="self-end" busy={save.isPending}>
        {before ? "Save" : "Make the list"}
      </Button>
    </form>
  );
}
