import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { useRef } from "react";
import { queries } from "../../api/queries.ts";
import { useDial } from "../../dial/dialStore.ts";
import { startOfDay } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { useLine } from "../../live/liveLine.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { NotLoaded } from "../../ui/NotLoaded.tsx";
import { Page } from "../../ui/Page.tsx";
import { sessionPlace } from "../dial/sessionPlace.ts";
import { CallbacksCard } from "./CallbacksCard.tsx";
import { DayNumbersCard } from "./DayNumbersCard.tsx";
import { ListRows } from "./ListRows.tsx";
import { ListsFrame } from "./ListsCard.tsx";
import { NoLists } from "./NoLists.tsx";
import { listToStart, orderLists } from "./orderLists.ts";
import { RecentCallsCard } from "./RecentCallsCard.tsx";
import { TasksCard } from "./TasksCard.tsx";
import { useTaskDone } from "./useTaskDone.ts";

/** How often what may be called now is looked at again: clocks go on while nobody touches the screen (ms). */
const REFRESH_MS = 60_000;

/** What to do next, in order: callbacks, lists to dial, tasks; and how the day goes. */
export function TodayScreen() {
  const lists = useQuery({ ...queries.lists, refetchInterval: REFRESH_MS });
  const isTold = useLine(({ look }) => look === "live");
  const tasks = useQuery({ ...queries.tasks, refetchInterval: isTold ? false : REFRESH_MS });
  const today = startOfDay(useNow(60_000));
  const navigate = useNavigate();
  const addTask = useRef<HTMLInputElement>(null);
  const finish = useTaskDone();

  const dayAfterTomorrow = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 2);
  const promised = (tasks.data ?? []).filter(({ kind }) => kind === "callback");
  const callbacks = promised.filter(({ dueAt }) => Date.parse(dueAt) < dayAfterTomorrow.getTime());
  const toDo = (tasks.data ?? []).filter(({ kind }) => kind === "to_do");
  const ordered = orderLists(lists.data ?? []);
  const next = listToStart(ordered);
  const hasLists = lists.data?.length !== 0;

  const toLead = (to: "/dial/lead/$leadId" | "/leads/$leadId", leadId: string | null) => () => {
    if (leadId !== null) void navigate({ to, params: { leadId } });
  };
  const rows = [
    ...callbacks.map(({ id, leadId }) => ({
      id,
      task: null,
      open: toLead("/dial/lead/$leadId", leadId),
    })),
    ...ordered.map(({ id }) => ({
      id,
      task: null,
      open: () => void navigate({ to: "/dial/$listId", params: { listId: id } }),
    })),
    ...toDo.map((task) => ({ id: task.id, task, open: toLead("/leads/$leadId", task.leadId) })),
  ];
  const running = useDial((state) => (state.kind === "idle" ? null : state.session));
  // A session that runs is gone on with, not ended by another.
  const startPlace = running
    ? sessionPlace(running)
    : next
      ? ({ to: "/dial/$listId", params: { listId: next.id } } as const)
      : ({ to: "/dial", search: { start: true } } as const);
  const startWords = running ? "Back to dialing" : "Start dialing";
  useKeys("Today", [
    { keys: "Enter", label: startWords, run: () => void navigate(startPlace) },
    { keys: "a", label: "Add a task", run: () => addTask.current?.focus() },
  ]);
  const chosen = useListKeys("Rows of Today", rows.length, (index) => rows[index]?.open());
  const chosenId = rows[chosen]?.id;
  const chosenTask = rows[chosen]?.task ?? null;
  useKeys("Task", [{ keys: "x", label: "Task done", run: () => chosenTask && finish(chosenTask) }]);

  if (lists.isError && !lists.data)
    return (
      <Page title="Today">
        <ErrorPanel error={lists.error} onRetry={() => void lists.refetch()} />
      </Page>
    );
  return (
    <Page
      title="Today"
      actions={
        hasLists || running ? (
          <Link {...startPlace} className={buttonClass("primary", "large")}>
            <Phone aria-hidden size={16} /> {startWords}
          </Link>
        ) : undefined
      }
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-5">
          <CallbacksCard
            callbacks={callbacks}
            later={promised.length - callbacks.length}
            chosenId={chosenId}
          />
          {hasLists ? (
            <ListsFrame>
              {lists.data && <ListRows lists={ordered} chosenId={chosenId} />}
            </ListsFrame>
          ) : (
            <NoLists />
          )}
          {tasks.isError && !tasks.data && <NotLoaded error={tasks.error} />}
          <TasksCard tasks={toDo} chosenId={chosenId} addRef={addTask} onDone={finish} />
          {hasLists && <RecentCallsCard />}
        </div>
        <div className="flex flex-col gap-5 max-lg:order-first">
          <DayNumbersCard />
          <p className="flex flex-wrap items-center gap-2 text-small text-ink-muted max-lg:hidden">
            <Kbd keys="Enter" /> {running ? "goes back to dialing" : "starts dialing"},{" "}
            <Kbd keys="j" /> <Kbd keys="k" /> choose, <Kbd keys="?" /> shows all keys
          </p>
        </div>
      </div>
    </Page>
  );
}
