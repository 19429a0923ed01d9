import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { ROLES, roleSchema, type Role } from "#shared/roles";
import { emailAddress } from "#shared/text";
import { callApi } from "../../../api/callApi.ts";
import { queries } from "../../../api/queries.ts";
import { PlanLimit } from "../../../app/PlanLimit.tsx";
import { ROLE_LABELS, ROLE_MEANINGS } from "../../../format/labels.ts";
import { useNow } from "../../../format/useNow.ts";
import { applyFieldProblems } from "../../../ui/applyFieldProblems.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextField } from "../../../ui/TextField.tsx";

const formSchema = z.strictObject({ email: emailAddress, role: roleSchema });
const CHOICES = ROLES.map((role) => ({
  value: role,
  label: ROLE_LABELS[role],
  note: ROLE_MEANINGS[role],
}));

/** Mails an invitation into the organisation. */
export function InviteDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Invite somebody"
      description="They get a mail with a link, which holds for seven days."
    >
      <InviteForm onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient();
  const staff = useQuery(queries.staff);
  const invitations = useQuery(queries.invitations);
  const now = useNow(60_000);
  const { register, control, handleSubmit, formState, setError } = useForm<{
    email: string;
    role: Role;
  }>({ resolver: zodResolver(formSchema), defaultValues: { email: "", role: "rep" } });
  const invite = useMutation({
    mutationFn: (body: { email: string; role: Role }) => callApi("invite", { body }),
    onSuccess: async (invitation) => {
      toast.success("Invited", { description: `A mail is on its way to ${invitation.email}.` });
      onDone();
      await queryClient.invalidateQueries({ queryKey: queries.invitations.queryKey });
    },
    onError: (error) => applyFieldProblems(error, ["email", "role"], setError),
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void handleSubmit((body) => invite.mutate(body))(event)}
    >
      <PlanLimit
        what="seats"
        used={
          staff.data &&
          invitations.data &&
          staff.data.members.length +
            invitations.data.filter(
              ({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now.getTime(),
            ).length
        }
      />
      <TextField
        label="Email"
        type="email"
        autoComplete="off"
        problem={formState.errors.email?.message}
        {...register("email")}
      />
      <Controller
        control={control}
        name="role"
        render={({ field }) => (
          <div>
            <label htmlFor="invite-role" className="mb-1 block font-medium">
              Role
            </label>
            <Select
              id="invite-role"
              label="Role"
              className="h-9 w-full"
              value={field.value}
              choices={CHOICES}
              onChange={field.onChange}
            />
          </div>
        )}
      />
      <ErrorNotice error={invite.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={invite.isPending}>
          Send the invitation
        </Button>
      </div>
    </form>
  );
}
