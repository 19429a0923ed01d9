import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { METERED, newPriceSchema, type MeteredKey, type ServicePrice } from "#shared/prices";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { formatMicros, microsFrom } from "../../format/formatMicros.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextField } from "../../ui/TextField.tsx";

/** Begins a price: now, or at a moment to come by this computer's clock. */
export function PriceForm({
  metered,
  current,
  onDone,
}: {
  metered: MeteredKey;
  current: ServicePrice | null;
  onDone: () => void;
}) {
  const queryClient = useQueryClient();
  // An answer that was lost leaves the price under its id: sent again it begins once.
  const [id] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState(
    current === null ? "" : formatMicros(current.amountMicros).replace("$", ""),
  );
  const [from, setFrom] = useState("");
  const [triedAtMs, setTriedAtMs] = useState<number | null>(null);
  const amountMicros = microsFrom(amount);
  const fromMs = from === "" ? null : Date.parse(from);
  const parsed = newPriceSchema.shape.amountMicros.safeParse(amountMicros);
  const amountProblem = parsed.success ? undefined : "must be dollars, such as 0.006";
  /** Whether the field holds no moment, or one that had passed by then. */
  const isPast = (atMs: number) => fromMs !== null && !(fromMs > atMs);
  const begin = useMutation({
    mutationFn: (micros: number) =>
      callApi("beginPrice", {
        body: {
          id,
          key: metered,
          amountMicros: micros,
          validFrom: fromMs === null ? null : new Date(fromMs).toISOString(),
        },
      }),
    onSuccess: async () => {
      toast.success("The price stands");
      onDone();
      await queryClient.invalidateQueries({ queryKey: queries.prices.queryKey });
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const nowMs = Date.now();
        setTriedAtMs(nowMs);
        if (parsed.success && !isPast(nowMs)) begin.mutate(parsed.data);
      }}
    >
      <TextField
        label={`Dollars per ${METERED[metered]}`}
        inputMode="decimal"
        autoComplete="off"
        value={amount}
        problem={triedAtMs === null ? undefined : amountProblem}
        onChange={(event) => setAmount(event.currentTarget.value)}
      />
      <TextField
        label="From"
        type="datetime-local"
        value={from}
        problem={triedAtMs !== null && isPast(triedAtMs) ? "must be a moment to come" : undefined}
        hint="Empty: from now on. It cannot be taken back; another price can follow."
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <ErrorNotice error={begin.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={begin.isPending}>
          Begin this price
        </Button>
      </div>
    </form>
  );
}
