import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { type InvitationPreview, passwordGrantSchema } from "#shared/account";
import { AppError } from "#shared/errors";
import { callApi } from "../../api/callApi.ts";
import { Button } from "../../ui/Button.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { TextField } from "../../ui/TextField.tsx";
import { JoinProblem } from "./JoinProblem.tsx";
import { WhoInvites } from "./WhoInvites.tsx";

const formSchema = z.strictObject({ password: passwordGrantSchema.shape.password });

/** Joins with the account that the invited address has: its password, and in. */
export function JoinWithAccount({ token, preview }: { token: string; preview: InvitationPreview }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { password: "" },
  });
  const join = useMutation({
    mutationFn: async ({ password }: z.output<typeof formSchema>) => {
      await callApi("token", {
        query: { grant_type: "password" },
        body: { email: preview.email, password },
      });
      return callApi("acceptInvitation", { body: { token } });
    },
    onSuccess: () => {
      queryClient.clear();
      void navigate({ to: "/today", replace: true });
    },
  });
  const leavesWorkBehind = join.error instanceof AppError && join.error.code === "conflict";
  return (
    <Gate title={`Join ${preview.organizationName}`}>
      <WhoInvites preview={preview} />
      <p className="mb-5 text-ink-muted">
        You have an account with this address. Its password brings you in.
      </p>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void handleSubmit((given) => join.mutate(given))(event)}
      >
        <TextField
          label="Email"
          type="email"
          value={preview.email}
          readOnly
          autoComplete="username"
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this screen
          autoFocus
          problem={formState.errors.password?.message}
          aside={
            <Link to="/forgot-password" className={`${linkClass} text-small`}>
              Forgot it?
            </Link>
          }
          {...register("password")}
        />
        {leavesWorkBehind ? (
          <p role="alert" className="rounded-md border border-danger/40 bg-danger-soft px-3 py-2">
            Your account belongs to an organization with colleagues, leads or calls in it, or with a
            plan that is paid for. Joining would leave them behind, so nothing was changed. Use
            another address, or ask an admin of that organization to remove you.
          </p>
        ) : (
          <JoinProblem error={join.error} preview={preview} />
        )}
        <Button type="submit" look="primary" size="large" busy={join.isPending}>
          Join {preview.organizationName}
        </Button>
      </form>
    </Gate>
  );
}
