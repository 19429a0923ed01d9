import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = z.strictObject({ name: lineOfText(120) });

/** The organisation's name, for its admins. */
export function OrganizationForm() {
  const { organization } = useSignedIn();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, reset } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { name: organization.name },
  });
  const save = useMutation({
    mutationFn: (body: { name: string }) => callApi("updateOrganization", { body }),
    onSuccess: (me) => {
      queryClient.setQueryData(queries.me.queryKey, me);
      reset({ name: me.membership?.organization.name ?? "" });
      toast.success("Saved");
    },
  });
  return (
    <Card title="Organization">
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => void handleSubmit((body) => save.mutate(body))(event)}
      >
        <TextField
          label="Organization name"
          autoComplete="organization"
          problem={formState.errors.name?.message}
          {...register("name")}
        />
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
