import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { emailAddress } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = z.strictObject({ email: emailAddress });

/** Asks for the mail with the reset link. Says the same whether or not there is such an account. */
export function ForgotPasswordScreen() {
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { email: "" },
  });
  const request = useMutation({
    mutationFn: (body: { email: string }) => callApi("requestPasswordReset", { body }),
  });
  const back = (
    <Link to="/sign-in" className={linkClass}>
      Back to sign in
    </Link>
  );
  if (request.isSuccess)
    return (
      <Gate title="Look into your mail" footer={back}>
        <output className="block">
          If <span className="font-medium">{request.variables.email}</span> has an account, a link
          to choose a new password is on its way. It works once, for an hour.
        </output>
        <p className="mt-3 text-ink-muted">
          Nothing there after a few minutes? Look in the spam folder, or{" "}
          <button type="button" className={linkClass} onClick={() => request.reset()}>
            try another address
          </button>
          .
        </p>
      </Gate>
    );
  return (
    <Gate title="Reset your password" footer={back}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void handleSubmit((body) => request.mutate(body))(event)}
      >
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this screen
          autoFocus
          hint="We send a link to choose a new one."
          problem={formState.errors.email?.message}
          {...register("email")}
        />
        <ErrorNotice error={request.error} />
        <Button type="submit" look="primary" size="large" busy={request.isPending}>
          Send the link
        </Button>
      </form>
    </Gate>
  );
}
