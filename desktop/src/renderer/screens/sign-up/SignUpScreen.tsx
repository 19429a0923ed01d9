import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { signUpSchema } from "#shared/account";
import { AppError } from "#shared/errors";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { applyFieldProblems } from "../../ui/applyFieldProblems.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { PASSWORD_HINT } from "../../ui/passwordHint.ts";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = signUpSchema.extend({
  data: z.strictObject({ full_name: lineOfText(120) }),
});

/** Three fields, and the organisation is founded. */
export function SignUpScreen() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, setError } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { email: "", password: "", data: { full_name: "" } },
  });
  const signUp = useMutation({
    mutationFn: (body: z.output<typeof formSchema>) => callApi("signUp", { body }),
    onSuccess: () => {
      queryClient.clear();
      void navigate({ to: "/welcome" });
    },
    onError: (error) => {
      applyFieldProblems(error, ["email", "password", "data.full_name"], setError);
      if (error instanceof AppError && error.code === "weak_password")
        setError("password", { message: "is too easy to guess" }, { shouldFocus: true });
    },
  });
  const { errors } = formState;
  return (
    <Gate
      title="Start calling in a minute"
      footer={
        <p>
          Have an account?{" "}
          <Link to="/sign-in" className={linkClass}>
            Sign in
          </Link>
        </p>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void handleSubmit((body) => signUp.mutate(body))(event)}
      >
        <TextField
          label="Your name"
          autoComplete="name"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this screen
          autoFocus
          problem={errors.data?.full_name?.message}
          {...register("data.full_name")}
        />
        <TextField
          label="Work email"
          type="email"
          autoComplete="username"
          problem={errors.email?.message}
          {...register("email")}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          problem={errors.password?.message}
          hint={PASSWORD_HINT}
          {...register("password")}
        />
        <ErrorNotice error={signUp.error} />
        <Button type="submit" look="primary" size="large" busy={signUp.isPending}>
          Make my account
        </Button>
      </form>
    </Gate>
  );
}
