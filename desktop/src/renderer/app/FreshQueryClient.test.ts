import { QueryObserver } from "@tanstack/react-query";
import { afterEach, describe, expect, test } from "vitest";
import { FreshQueryClient } from "./FreshQueryClient.ts";

const KEY = ["calls", "recent"];

/** A service whose answers are what it knew when it was asked, and come when they are let go. */
function aService() {
  const questions: { answer: () => void; fail: () => void }[] = [];
  const service = {
    knows: "before",
    questions,
    ask: () => {
      const { knows } = service;
      return new Promise<string>((resolve, reject) => {
        questions.push({ answer: () => resolve(knows), fail: () => reject(new Error("offline")) });
      });
    },
  };
  return service;
}

const clients: FreshQueryClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.clear();
});

function aScreen(service = aService()) {
  const client = new FreshQueryClient({
    defaultOptions: { queries: { networkMode: "always", retry: false, staleTime: 60_000 } },
  });
  clients.push(client);
  const look = () =>
    new QueryObserver(client, { queryKey: KEY, queryFn: service.ask }).subscribe(() => {});
  return { client, service, look, shown: () => client.getQueryData(KEY) };
}

/** Lets go what was asked last, and everything that follows from it happen. */
async function answer(service: ReturnType<typeof aService>, number = service.questions.length) {
  service.questions[number - 1]?.answer();
  await settle();
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("what is invalidated while it is on its way", () => {
  test("is asked for again, where it was the first look", async () => {
    const { client, service, look, shown } = aScreen();
    look();
    service.knows = "after";
    const done = client.invalidateQueries({ queryKey: ["calls"] });
    await answer(service, 1);
    expect(shown()).toBe("before");
    expect(service.questions).toHaveLength(2);
    await answer(service);
    await done;
    expect(shown()).toBe("after");
  });

  test("is asked for again once, however often it was invalidated", async () => {
    const { client, service, look } = aScreen();
    look();
    for (let time = 0; time < 3; time += 1) void client.invalidateQueries({ queryKey: ["calls"] });
    await answer(service, 1);
    await answer(service);
    expect(service.questions).toHaveLength(2);
  });

  test("is broken off and asked for again, where something is shown", async () => {
    const { client, service, look, shown } = aScreen();
    look();
    await answer(service);
    void client.invalidateQueries({ queryKey: KEY });
    service.knows = "after";
    void client.invalidateQueries({ queryKey: KEY });
    await answer(service, 2);
    expect(shown()).toBe("before");
    await answer(service, 3);
    expect(shown()).toBe("after");
    expect(service.questions).toHaveLength(3);
  });

  test("stays stale where it is not to be fetched", async () => {
    const { client, service, look } = aScreen();
    look();
    service.knows = "after";
    void client.invalidateQueries({ queryKey: KEY, refetchType: "none" });
    await answer(service);
    expect(service.questions).toHaveLength(1);
    expect(client.getQueryState(KEY)?.isInvalidated).toBe(true);
  });

  test("is asked for again after a failure too", async () => {
    const { client, service, look, shown } = aScreen();
    look();
    service.knows = "after";
    void client.invalidateQueries({ queryKey: KEY });
    service.questions[0]?.fail();
    await settle();
    await answer(service);
    expect(shown()).toBe("after");
  });

  test("is left alone when nobody looks at it any more", async () => {
    const { client, service, look } = aScreen();
    const leave = look();
    void client.invalidateQueries({ queryKey: KEY });
    leave();
    await answer(service, 1);
    expect(service.questions).toHaveLength(1);
  });
});

test("what a write answered is not overwritten by what was asked before it", async () => {
  const { client, service, look, shown } = aScreen();
  look();
  await answer(service);
  void client.invalidateQueries({ queryKey: KEY });
  service.knows = "after";
  client.setQueryData(KEY, "after");
  await answer(service, 2);
  expect(shown()).toBe("after");
  await answer(service, 3);
  expect(shown()).toBe("after");
});
