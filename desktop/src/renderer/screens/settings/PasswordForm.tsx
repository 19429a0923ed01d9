import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { api } from "#shared/api";
import { AppError } from "#shared/errors";
import { callApi } from "../../api/callApi.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PASSWORD_HINT } from "../../ui/passwordHint.ts";
import { TextField } from "../../ui/TextField.tsx";

interface Given {
  current_password: string;
  password: string;
}

/** Changes the password; every other session of the person ends. */
export function PasswordForm() {
  const { user } = useSignedIn();
  const { register, handleSubmit, formState, reset, setError } = useForm<Given>({
    resolver: zodResolver(api.updateUser.body),
    defaultValues: { current_password: "", password: "" },
  });
  const change = useMutation({
    mutationFn: (body: Given) => callApi("updateUser", { body }),
    onSuccess: () => {
      reset();
      toast.success("Your new password stands", {
        description: "You are signed out everywhere else.",
      });
    },
    onError: (error) => {
      if (!(error instanceof AppError)) return;
      if (error.code === "invalid_credentials")
        setError("current_password", { message: "is not right" }, { shouldFocus: true });
      if (error.code === "weak_password")
        setError("password", { message: "is too easy to guess" }, { shouldFocus: true });
    },
  });
  const { errors } = formState;
  const onField = errors.current_password ?? errors.password;
  return (
    <Card title="Password">
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => void handleSubmit((body) => change.mutate(body))(event)}
      >
        <input type="hidden" autoComplete="username" value={user.email} readOnly />
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          problem={errors.current_password?.message}
          {...register("current_password")}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          problem={errors.password?.message}
          hint={PASSWORD_HINT}
          {...register("password")}
        />
        {!onField && <ErrorNotice error={change.error} />}
        <div>
          <Button type="submit" busy={change.isPending} disabled={!formState.isDirty}>
            Change the password
          </Button>
        </div>
      </form>
    </Card>
  );
}
