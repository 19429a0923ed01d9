import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "./openDatabase.ts";
import { SqliteObjectStore } from "./SqliteObjectStore.ts";
import { StripeError } from "./StripeError.ts";

let dataDir: string;
let database: DatabaseSync;
let store: SqliteObjectStore;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "stripe-store-"));
  database = openDatabase(dataDir);
  store = new SqliteObjectStore(database);
});
afterEach(async () => {
  database.close();
  await rm(dataDir, { recursive: true });
});

const put = (id: string) =>
  store.put("test_helpers.test_clock", {
    id,
    object: "test_helpers.test_clock",
    created: 1,
    deletes_after: 2,
    frozen_time: 1,
    livemode: false,
    name: null,
    status: "ready",
    status_details: {},
  });
const ids = () => store.list("test_helpers.test_clock").map(({ id }) => id);

test("a change counts whole or not at all, unless its refusal keeps what was written", () => {
  const refuse = (keeps: boolean) => () => {
    put(keeps ? "clock_kept" : "clock_undone");
    throw new StripeError(402, { type: "card_error" }, { keeps });
  };
  expect(() => store.change(refuse(false))).toThrow(StripeError);
  expect(() => store.change(refuse(true))).toThrow(StripeError);
  expect(ids()).toEqual(["clock_kept"]);
});

test("a change inside a change is undone alone, and goes with the outer one", () => {
  store.change(() => {
    put("clock_1");
    expect(() =>
      store.change(() => {
        put("clock_2");
        throw new Error("inner");
      }),
    ).toThrow("inner");
    store.change(() => put("clock_3"));
  });
  expect(ids()).toEqual(["clock_3", "clock_1"]);
  expect(() =>
    store.change(() => {
      store.change(() => put("clock_4"));
      throw new Error("outer");
    }),
  ).toThrow("outer");
  expect(ids()).toEqual(["clock_3", "clock_1"]);
});

test("what is read is a copy, what is put again keeps its place, and all of it is there after a restart", () => {
  for (const id of ["clock_1", "clock_2"]) store.change(() => put(id));
  const read = store.get("test_helpers.test_clock", "clock_1");
  read.frozen_time = 99;
  expect(store.get("test_helpers.test_clock", "clock_1").frozen_time).toBe(1);
  store.change(() => store.put("test_helpers.test_clock", read));
  store.change(() => store.setNote("clock_1", { due: 3 }));
  database.close();
  database = openDatabase(dataDir);
  store = new SqliteObjectStore(database);
  expect(ids()).toEqual(["clock_2", "clock_1"]);
  expect(store.get("test_helpers.test_clock", "clock_1").frozen_time).toBe(99);
  expect(store.note("clock_1")).toEqual({ due: 3 });
});

test("walking meets everything once, in slices or not", () => {
  store.change(() => {
    for (let index = 0; index < 250; index += 1) put(`clock_${index}`);
  });
  const forward = [...store.walk("test_helpers.test_clock", { oldestFirst: true })];
  expect(forward.map(({ id }) => id)).toEqual(
    Array.from({ length: 250 }, (_, index) => `clock_${index}`),
  );
  expect(ids()).toEqual(forward.map(({ id }) => id).toReversed());
  const [behind] = store.walk("test_helpers.test_clock", { behind: "clock_100" });
  expect(behind?.id).toBe("clock_99");
});
