import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { passwordGrantSchema } from "#shared/account";
import { callApi } from "../../api/callApi.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { TextField } from "../../ui/TextField.tsx";

/** Address and password, and back to where the person was. */
export function SignInScreen() {
  const { next } = useSearch({ from: "/sign-in" });
  const router = useRouter();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(passwordGrantSchema),
    defaultValues: { email: "", password: "" },
  });
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) =>
      callApi("token", { query: { grant_type: "password" }, body }),
    onSuccess: () => {
      queryClient.clear();
      router.history.push(next ?? "/today");
    },
  });
  return (
    <Gate
      title="Sign in"
      footer={
        <p>
          New here?{" "}
          <Link to="/sign-up" className={linkClass}>
            Make an account
          </Link>
        </p>
      }
    >
      {next !== undefined && next !== "/today" && (
        <p className="-mt-3 mb-4 text-ink-muted">
          You are signed out. Sign in, and you go on where you were.
        </p>
      )}
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void handleSubmit((body) => signIn.mutate(body))(event)}
      >
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this screen
          autoFocus
          problem={formState.errors.email?.message}
          {...register("email")}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          problem={formState.errors.password?.message}
          aside={
            <Link to="/forgot-password" className={`${linkClass} text-small`}>
              Forgot it?
            </Link>
          }
          {...register("password")}
        />
        <ErrorNotice error={signIn.error} />
        <Button type="submit" look="primary" size="large" busy={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </Gate>
  );
}
