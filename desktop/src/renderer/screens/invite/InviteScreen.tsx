import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { z } from "zod";
import type { InvitationPreview } from "#shared/account";
import { AppError } from "#shared/errors";
import { newPassword } from "#shared/password";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { linkTokenFrom } from "../../app/linkTokenFrom.ts";
import { ROLE_LABELS, ROLE_MEANINGS } from "../../format/labels.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { PASSWORD_HINT } from "../../ui/passwordHint.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = z.strictObject({ fullName: lineOfText(120), password: newPassword });

/** Behind a mailed invitation: who invites, into what, as what; name and password, and in. */
export function InviteScreen() {
  const token = linkTokenFrom(useLocation({ select: (location) => location.hash }));
  const preview = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) =>
      callApi("previewInvitation", { body: { token: token ?? "" } }, { signal }),
    enabled: token !== undefined,
    staleTime: Infinity,
  });
  if (token === undefined)
    return (
      <Gate title="This link is not whole">
        <p className="text-ink-muted">
          Part of it was lost on the way. Copy all of it from the mail, or ask whoever invited you
          for a new one.
        </p>
      </Gate>
    );
  if (preview.isError)
    return (
      <Gate title="This invitation cannot be taken">
        <ErrorNotice error={preview.error} className="mb-4" />
        <div className="flex gap-2">
          <Button onClick={() => void preview.refetch()}>Try again</Button>
          <Link to="/sign-in" className={buttonClass("quiet")}>
            Sign in
          </Link>
        </div>
      </Gate>
    );
  if (!preview.isSuccess)
    return (
      <Gate title="Looking at your invitation…">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-16" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
        </div>
      </Gate>
    );
  return <Join token={token} preview={preview.data} />;
}

function Join({ token, preview }: { token: string; preview: InvitationPreview }) {
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
      if (error instanceof AppError && error.code === "weak_password")
        setError("password", { message: "is too easy to guess" }, { shouldFocus: true });
    },
  });
  return (
    <Gate title={`Join ${preview.organizationName}`}>
      <p className="mb-5">
        <span className="font-medium">{preview.inviterName}</span> invites you as{" "}
        <span className="font-medium">{ROLE_LABELS[preview.role]}</span>.{" "}
        <span className="text-ink-muted">{ROLE_MEANINGS[preview.role]}.</span>
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
        <ErrorNotice error={join.error} />
        <Button type="submit" look="primary" size="large" busy={join.isPending}>
          Join {preview.organizationName}
        </Button>
      </form>
    </Gate>
  );
}
