import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { isOlder } from "#shared/isOlder";
import { serviceSettingsChangeSchema, type ServiceSettings } from "#shared/service";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { applyFieldProblems } from "../../ui/applyFieldProblems.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = serviceSettingsChangeSchema.required();

/** Sets the alert address and the oldest desktop that the service speaks to. */
export function ServiceSettingsForm({
  settings,
  consoleVersion,
}: {
  settings: ServiceSettings;
  /** Of the desktop in use; null in a browser, which always runs the newest. */
  consoleVersion: string | null;
}) {
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, setError, control } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: settings,
  });
  const [asking, setAsking] = useState<ServiceSettings | null>(null);
  const save = useMutation({
    mutationFn: (body: ServiceSettings) => callApi("updateServiceSettings", { body }),
    onSuccess: (saved) => {
      toast.success("Saved");
      queryClient.setQueryData(queries.serviceSettings.queryKey, saved);
    },
    onError: (error) =>
      applyFieldProblems(error, ["alertAddress", "minimumDesktopVersion"], setError),
    onSettled: () => setAsking(null),
  });
  const { errors, isDirty } = formState;
  const typed = useWatch({ control, name: "minimumDesktopVersion" });
  const isVersion = formSchema.shape.minimumDesktopVersion.safeParse(typed).success;
  const locksOut = consoleVersion !== null && isVersion && isOlder(consoleVersion, typed.trim());
  return (
    <form
      noValidate
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) =>
        void handleSubmit((next) =>
          // Each raised minimum asks people to update who are at work just now.
          isOlder(settings.minimumDesktopVersion, next.minimumDesktopVersion)
            ? setAsking(next)
            : save.mutate(next),
        )(event)
      }
    >
      <TextField
        label="Alert address"
        type="email"
        autoComplete="off"
        problem={errors.alertAddress?.message}
        hint="Admin alerts are mailed here: changed feature flags, and what people write by hand."
        {...register("alertAddress")}
      />
      <TextField
        label="Oldest desktop version"
        autoComplete="off"
        className="max-w-60"
        problem={errors.minimumDesktopVersion?.message}
        hint={`An older desktop is told to update.${consoleVersion === null ? "" : ` This one is ${consoleVersion}.`}`}
        {...register("minimumDesktopVersion")}
      />
      {locksOut && (
        <p className="flex gap-2 rounded-md border border-warn/40 bg-warn-soft px-3 py-2">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-warn" />
          This console itself is older ({consoleVersion}): it would be told to update, too. Is that
          version released?
        </p>
      )}
      <ErrorNotice error={save.error} />
      <Button
        type="submit"
        look="primary"
        className="self-start"
        busy={save.isPending}
        disabled={!isDirty}
      >
        Save
      </Button>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Ask for version ${asking?.minimumDesktopVersion ?? ""}?`}
        description={
          locksOut
            ? `Every older desktop of every organization is told to update, this one (${consoleVersion}) among them. Make sure that the version is released.`
            : "Every older desktop of every organization is told to update, within minutes."
        }
        action="Raise the minimum"
        busy={save.isPending}
        onConfirm={() => asking && save.mutate(asking)}
      />
    </form>
  );
}
