import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = z.strictObject({ fullName: lineOfText(120) });

/** The name that others see, and the address. */
export function ProfileForm() {
  const { user } = useSignedIn();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, reset } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { fullName: user.fullName },
  });
  const save = useMutation({
    mutationFn: (body: { fullName: string }) => callApi("updateMe", { body }),
    onSuccess: (me) => {
      queryClient.setQueryData(queries.me.queryKey, me);
      reset({ fullName: me.user.fullName });
      toast.success("Saved");
    },
  });
  return (
    <Card title="You">
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => void handleSubmit((body) => save.mutate(body))(event)}
      >
        <TextField
          label="Name"
          autoComplete="name"
          problem={formState.errors.fullName?.message}
          {...register("fullName")}
        />
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium">Email</span>
          <span className="min-w-0 truncate">{user.email}</span>
          {user.addressProven ? (
            <Badge tone="accent">Confirmed</Badge>
          ) : (
            <Badge tone="warn">Not confirmed</Badge>
          )}
        </div>
        <ErrorNotice error={save.error} />
        <div>
          <Button type="submit" busy={save.isPending} disabled={!formState.isDirty}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
