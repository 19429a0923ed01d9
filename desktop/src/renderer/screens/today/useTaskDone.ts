import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { Task } from "#shared/tasks";
import { callApi } from "../../api/callApi.ts";
import { wordsFor } from "../../api/errorWords.ts";
import { queries } from "../../api/queries.ts";

/** Marks a task done: gone at once, with the way back. */
export function useTaskDone(): (task: Task) => void {
  const queryClient = useQueryClient();
  const { queryKey } = queries.tasks;
  const save = useMutation({
    mutationFn: ({ task, done }: { task: Task; done: boolean }) =>
      callApi("saveTask", {
        params: { taskId: task.id },
        body: {
          kind: task.kind,
          leadId: task.leadId,
          userId: task.userId,
          text: task.text,
          dueAt: task.dueAt,
          done,
        },
      }),
    onMutate: async ({ task, done }) => {
      await queryClient.cancelQueries({ queryKey });
      if (done)
        queryClient.setQueryData(queryKey, (before) =>
          before ? { tasks: before.tasks.filter(({ id }) => id !== task.id) } : before,
        );
    },
    onError: (error) => {
      const words = wordsFor(error);
      toast.error(words.title, { description: words.action });
    },
    onSettled: () =>
      Promise.all(
        [queryKey, ["lead"]].map((key) => queryClient.invalidateQueries({ queryKey: key })),
      ),
  });
  return (task) =>
    save.mutate(
      { task, done: true },
      {
        onSuccess: () =>
          toast("Done", {
            description: task.text,
            action: { label: "Undo", onClick: () => save.mutate({ task, done: false }) },
          }),
      },
    );
}
