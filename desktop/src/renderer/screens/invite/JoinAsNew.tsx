import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { z } from "zod";
import type { InvitationPreview } from "#shared/account";
import { AppError } from "#shared/errors";
import { newPassword } from "#shared/password";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { Button } from "../../ui/Button.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { PASSWORD_HINT } from "../../ui/passwordHint.ts";
import { TextField } from "../../ui/TextField.tsx";
import { JoinProblem } from "./JoinProblem.tsx";
import { WhoInvites } from "./WhoInvites.tsx";

const formSchema = z.strictObject({ fullName: lineOfText(120), password: newPassword });

/** Joins with a new account: name and password, and in. */
export function JoinAsNew({
  token,
  preview,
  onAccountFound,
}: {
  token: string;
  preview: InvitationPreview;
  /** The invited address turned out to have an account already. */
  onAccountFound: () => void;
}) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, setError } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { fullName: "", password: "" },
  });
  const join = useMutation({
    mutationFn: ({ fullName, password }: z.output<typeof formSchema>) =>
      callApi("signUp", {
        body: {
          email: preview.email,
          password,
          data: { full_name: fullName, invitation_token: token },
        },
      }),
    onSuccess: () => {
      queryClient.clear();
      void navigate({ to: "/today", replace: true });
    },
    onError: (error) => {
      if (!(error instanceof AppError)) return;
      if (error.code === "weak_password")
        setError("password", { message: "is too easy to guess" }, { shouldFocus: true });
      if (error.code === "address_taken") onAccountFound();
    },
  });
  return (
    <Gate title={`Join ${preview.organizationName}`}>
      <WhoInvites preview={preview} />
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
          label="Your name"
          autoComplete="name"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this screen
          autoFocus
          problem={formState.errors.fullName?.message}
          {...register("fullName")}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          problem={formState.errors.password?.message}
          hint={PASSWORD_HINT}
          {...register("password")}
        />
        <JoinProblem error={join.error} preview={preview} />
        <Button type="submit" look="primary" size="large" busy={join.isPending}>
          Join {preview.organizationName}
        </Button>
      </form>
    </Gate>
  );
}
