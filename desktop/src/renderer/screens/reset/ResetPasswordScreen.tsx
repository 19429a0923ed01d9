import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { AppError } from "#shared/errors";
import { newPassword } from "#shared/password";
import { callApi } from "../../api/callApi.ts";
import { linkTokenFrom } from "../../app/linkTokenFrom.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { PASSWORD_HINT } from "../../ui/passwordHint.ts";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = z.strictObject({ password: newPassword });

/** Behind the mailed link: a new password. Opening the page does nothing; only the button acts. */
export function ResetPasswordScreen() {
  const token = linkTokenFrom(useLocation({ select: (location) => location.hash }));
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, setError } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { password: "" },
  });
  const reset = useMutation({
    mutationFn: (body: { token: string; password: string }) => callApi("resetPassword", { body }),
    onSuccess: () => {
      queryClient.clear();
      toast.success("Your new password stands", {
        description: "You are signed in here, and signed out everywhere else.",
      });
      void navigate({ to: "/today", replace: true });
    },
    onError: (error) => {
      if (error instanceof AppError && error.code === "weak_password")
        setError("password", { message: "is too easy to guess" }, { shouldFocus: true });
    },
  });
  const askAnew = (
    <Link to="/forgot-password" className={buttonClass("primary")}>
      Ask for a new link
    </Link>
  );
  if (token === undefined)
    return (
      <Gate title="This link is not whole">
        <p className="mb-4 text-ink-muted">
          Part of it was lost on the way. Copy all of it from our mail, or ask for a new one.
        </p>
        {askAnew}
      </Gate>
    );
  const spent = reset.error instanceof AppError && reset.error.code === "link_spent";
  return (
    <Gate title="Choose a new password">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) =>
          void handleSubmit(({ password }) => reset.mutate({ token, password }))(event)
        }
      >
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this screen
          autoFocus
          problem={formState.errors.password?.message}
          hint={PASSWORD_HINT}
          {...register("password")}
        />
        <p className="text-ink-muted">Every other session of yours ends with it.</p>
        <ErrorNotice error={reset.error} />
        {spent ? (
          askAnew
        ) : (
          <Button type="submit" look="primary" size="large" busy={reset.isPending}>
            Set my new password
          </Button>
        )}
      </form>
    </Gate>
  );
}
