import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm } from "react-hook-form";
import type { z } from "zod";
import type { Member } from "#shared/account";
import { lineInputSchema, type Line } from "#shared/playbook";
import { callApi } from "../../api/callApi.ts";
import { PlanLimit } from "../../app/PlanLimit.tsx";
import { formatPhone } from "../../format/formatPhone.ts";
import { applyFieldProblems } from "../../ui/applyFieldProblems.ts";
import { Button } from "../../ui/Button.tsx";
import { CheckField } from "../../ui/CheckField.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useSave } from "./useSave.ts";

/** Writes one SIM line. A line is never deleted, because calls name it: it is put out of use. */
export function LineForm({
  line,
  inUse,
  members,
  onDone,
}: {
  line: Line;
  /** How many others are in use. */
  inUse: number;
  members: readonly Member[];
  onDone: () => void;
}) {
  const { register, control, handleSubmit, formState, setError } = useForm({
    resolver: zodResolver(lineInputSchema),
    defaultValues: {
      phone: line.phone === "" ? "" : formatPhone(line.phone),
      label: line.label,
      userId: line.userId,
      isActive: line.isActive,
    },
  });
  const save = useSave(
    (body: z.infer<typeof lineInputSchema>) =>
      callApi("saveLine", { params: { lineId: line.id }, body }),
    onDone,
  );
  const { errors } = formState;
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) =>
        void handleSubmit((body) =>
          save.mutate(body, {
            onError: (error) => applyFieldProblems(error, ["phone", "label", "userId"], setError),
          }),
        )(event)
      }
    >
      <TextField
        label="Number"
        type="tel"
        autoComplete="off"
        placeholder="(415) 555-0100"
        problem={errors.phone?.message}
        {...register("phone")}
      />
      <TextField
        label="Label"
        placeholder="San Francisco 1"
        maxLength={60}
        problem={errors.label?.message}
        {...register("label")}
      />
      <Controller
        control={control}
        name="userId"
        render={({ field }) => (
          <div>
            <p className="mb-1 font-medium">Whose</p>
            <Select
              label="Whose line it is"
              className="h-9 w-full"
              value={field.value ?? ""}
              choices={[
                { value: "", label: "Anyone’s", note: "Proposed to every rep" },
                ...members.map((member) => ({
                  value: member.userId,
                  label: member.fullName || member.email,
                })),
              ]}
              onChange={(userId) => field.onChange(userId === "" ? null : userId)}
            />
          </div>
        )}
      />
      <Controller
        control={control}
        name="isActive"
        render={({ field }) => (
          <CheckField
            label="In use"
            note="A line that is out of use is proposed to nobody; its calls stay."
            checked={field.value}
            onChange={field.onChange}
          />
        )}
      />
      {!line.isActive || line.phone === "" ? <PlanLimit what="simLines" used={inUse} /> : null}
      <ErrorNotice error={save.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
