import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { z } from "zod";
import { type contractSchema } from "#shared/billing";
import { CATALOGUE } from "#shared/catalogue";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LabelledSelect } from "../../ui/LabelledSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";

type Contract = z.infer<typeof contractSchema>;

const PLANS = CATALOGUE.plans.map(({ id, name, says }) => ({ value: id, label: name, note: says }));

/** Agrees terms with an organization: a plan, and what of it is more or less. */
export function ContractForm({
  organizationId,
  contract,
  onDone,
}: {
  organizationId: string;
  contract: Contract | null;
  onDone: () => void;
}) {
  const queryClient = useQueryClient();
  const [terms, setTerms] = useState<Contract>(
    contract ?? { planId: "enterprise", seats: null, extraSimLines: 0 },
  );
  // Null for a plan that is newer than this console.
  const plan = CATALOGUE.plans.find(({ id }) => id === terms.planId)?.allows ?? null;
  const agree = useMutation({
    mutationFn: () =>
      callApi("setContract", { params: { organizationId }, body: { contract: terms } }),
    onSuccess: async () => {
      toast.success("The terms stand");
      onDone();
      await queryClient.invalidateQueries({
        queryKey: queries.organization(organizationId).queryKey,
      });
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        agree.mutate();
      }}
    >
      <LabelledSelect
        label="Plan"
        value={terms.planId}
        choices={PLANS}
        onChange={(planId) => setTerms({ ...terms, planId })}
      />
      <NumberField
        label="Seats"
        value={terms.seats}
        min={1}
        max={100_000}
        hint={
          plan?.seats == null ? "Empty: any number." : `Empty: ${plan.seats}, as the plan says.`
        }
        onChange={(value) => setTerms({ ...terms, seats: value })}
      />
      {plan !== null && plan.simLines !== null && (
        <NumberField
          label="SIM lines beside the plan’s"
          value={terms.extraSimLines}
          min={0}
          max={10_000}
          hint={`The plan holds ${plan.simLines}.`}
          onChange={(value) => setTerms({ ...terms, extraSimLines: value ?? 0 })}
        />
      )}
      <ErrorNotice error={agree.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={agree.isPending}>
          Agree
        </Button>
      </div>
    </form>
  );
}
