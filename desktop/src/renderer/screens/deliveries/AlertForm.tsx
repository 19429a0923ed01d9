import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import type { z } from "zod";
import { newAlertSchema } from "#shared/deliveries";
import { callApi } from "../../api/callApi.ts";
import { applyFieldProblems } from "../../ui/applyFieldProblems.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";

const formSchema = newAlertSchema.omit({ id: true });
type Words = z.infer<typeof formSchema>;

/** Writes an alert to whoever runs the service. It is asked about once more, because a mail cannot be taken back. */
export function AlertForm({ wholeService }: { wholeService: boolean }) {
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, setError, reset } = useForm<Words>({
    resolver: zodResolver(formSchema),
    defaultValues: { subject: "", text: "" },
  });
  // An answer that was lost leaves the words under their id: sent again they are mailed once.
  const [id, setId] = useState(() => crypto.randomUUID());
  const [asking, setAsking] = useState<Words | null>(null);
  const send = useMutation({
    mutationFn: (words: Words) =>
      callApi(wholeService ? "sendServiceAlert" : "sendAlert", { body: { id, ...words } }),
    onSuccess: () => {
      toast.success("It is on its way");
      reset();
      setId(crypto.randomUUID());
    },
    onError: (error) => applyFieldProblems(error, ["subject", "text"], setError),
    onSettled: () => {
      setAsking(null);
      return queryClient.invalidateQueries({ queryKey: ["deliveries"] });
    },
  });
  const { errors } = formState;
  return (
    <Card title={wholeService ? "Write an alert" : "Write to SalesPulse"}>
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => void handleSubmit(setAsking)(event)}
      >
        <TextField
          label="Subject"
          autoComplete="off"
          maxLength={100}
          problem={errors.subject?.message}
          {...register("subject")}
        />
        <TextArea
          label="Text"
          rows={6}
          maxLength={4_000}
          problem={errors.text?.message}
          hint={
            wholeService
              ? "Goes to the alert address of the service, with your name."
              : "Goes to the people who run SalesPulse, with your name and your organization’s. Up to five an hour."
          }
          {...register("text")}
        />
        <ErrorNotice error={send.error} />
        <Button type="submit" look="primary" className="self-start">
          <Send aria-hidden size={16} /> Send…
        </Button>
      </form>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={wholeService ? "Send this alert?" : "Send this message?"}
        description={`“${asking?.subject ?? ""}” is mailed at once and cannot be taken back.`}
        action="Send"
        busy={send.isPending}
        onConfirm={() => asking && send.mutate(asking)}
      />
    </Card>
  );
}
