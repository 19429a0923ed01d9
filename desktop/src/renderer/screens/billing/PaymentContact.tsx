import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { toast } from "sonner";
import type { Billing } from "#shared/billing";
import { hasRole } from "#shared/roles";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { nameOf } from "../../format/findByName.ts";
import { Select } from "../../ui/Select.tsx";
import { toastError } from "../../ui/toastError.ts";
import { useBillingChange } from "./useBillingChange.ts";

/** Who gets the mails about invoices, to be changed. */
export function PaymentContact({ billing: { contact } }: { billing: Billing }) {
  const id = useId();
  const members = useQuery(queries.members);
  const change = useBillingChange(
    (userId: string) => callApi("setBillingContact", { body: { userId } }),
    (billing) => toast.success(`Mails about invoices go to ${billing.contact?.fullName}`),
  );
  const able = members.data?.filter(({ role }) => hasRole(role, "manager")) ?? [];
  const chosen = able.find(({ email }) => email === contact?.email);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-ink-muted">
        Mails about invoices go to
      </label>
      <Select
        id={id}
        label="Mails about invoices go to"
        className="max-w-60"
        value={chosen?.userId ?? null}
        placeholder={contact?.fullName ?? "an admin"}
        choices={able.map((member) => ({
          value: member.userId,
          label: nameOf(member),
          note: member.email,
        }))}
        disabled={change.isPending || able.length === 0}
        onChange={(userId) => change.mutate(userId, { onError: toastError })}
      />
    </div>
  );
}
