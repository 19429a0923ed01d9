import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { lineOfText } from "#shared/text";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = z.strictObject({ name: lineOfText(120) });

/** The organisation's first naming. */
export function NameOrganization() {
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { name: "" },
  });
  const name = useMutation({
    mutationFn: (body: { name: string }) => callApi("updateOrganization", { body }),
    onSuccess: (me) => queryClient.setQueryData(queries.me.queryKey, me),
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void handleSubmit((body) => name.mutate(body))(event)}
    >
      <TextField
        label="Name"
        autoComplete="organization"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this screen
        autoFocus
        hint="Those you invite see it. You can change it later."
        problem={formState.errors.name?.message}
        {...register("name")}
      />
      <ErrorNotice error={name.error} />
      <Button type="submit" look="primary" size="large" busy={name.isPending}>
        Go on
      </Button>
    </form>
  );
}
