import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { objectionInputSchema, type Objection } from "#shared/playbook";
import { callApi } from "../../api/callApi.ts";
import { applyFieldProblems } from "../../ui/applyFieldProblems.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useSave } from "./useSave.ts";

/** Writes one objection card, or takes it away. */
export function ObjectionForm({
  objection: { id: objectionId, title, answer },
  isNew,
  onDone,
}: {
  objection: Objection;
  isNew: boolean;
  onDone: () => void;
}) {
  const { register, handleSubmit, formState, setError } = useForm({
    resolver: zodResolver(objectionInputSchema),
    defaultValues: { title, answer },
  });
  const save = useSave(
    (body: { title: string; answer: string }) =>
      callApi("saveObjection", { params: { objectionId }, body }),
    onDone,
  );
  const remove = useSave(
    () => callApi("deleteObjection", { params: { objectionId } }),
    onDone,
    "Deleted",
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) =>
        void handleSubmit((body) =>
          save.mutate(body, {
            onError: (error) => applyFieldProblems(error, ["title", "answer"], setError),
          }),
        )(event)
      }
    >
      <TextField
        label="What they say"
        placeholder="We already have a supplier"
        maxLength={120}
        problem={formState.errors.title?.message}
        {...register("title")}
      />
      <TextArea
        label="Answer"
        rows={8}
        maxLength={5_000}
        problem={formState.errors.answer?.message}
        {...register("answer")}
      />
      <ErrorNotice error={save.error ?? remove.error} />
      <div className="flex gap-2">
        {!isNew && (
          <Button busy={remove.isPending} onClick={() => remove.mutate(undefined)}>
            Delete
          </Button>
        )}
        <Button className="ml-auto" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" look="primary" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
