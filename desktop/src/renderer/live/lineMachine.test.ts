import { describe, expect, test } from "vitest";
import {
  ASK_WHETHER_TOO_OLD_MS,
  DOUBTED_PONG_WITHIN_MS,
  FIRST_PAUSE_MS,
  LONG_PAUSE_MS,
  LONGEST_PAUSE_MS,
  OPEN_WITHIN_MS,
  PING_EVERY_MS,
  PONG_WITHIN_MS,
  PROVEN_AFTER_MS,
  step,
  type LineEffect,
  type LineEvent,
} from "./lineMachine.ts";
import { lookOf, nextTickMs, NO_LINE, WORTH_A_WORD_MS, type LineState } from "./lineState.ts";

const URL = "wss://salespulse.example/api/live/1";
const LEAD = "00000000-0000-4000-8000-000000000001";

/** A line with a clock of its own; `random` is 0.5 throughout. */
class Line {
  state: LineState = NO_LINE;
  nowMs = 1_000_000;
  effects: LineEffect[] = [];

  /** What happens now; answers what is to be done about it. */
  on(event: LineEvent): string[] {
    const { state, effects } = step(this.state, event, this.nowMs, 0.5);
    this.state = state;
    this.effects.push(...effects);
    return effects.map(words);
  }
  after(ms: number): this {
    this.nowMs += ms;
    return this;
  }
  /** Lets time pass up to the machine's own next look. */
  tick(): string[] {
    this.nowMs = nextTickMs(this.state, this.nowMs) ?? Number.NaN;
    return this.on({ kind: "tick" });
  }
  hear(message: unknown): string[] {
    const text = typeof message === "string" ? message : JSON.stringify(message);
    return this.on({ kind: "heard", attempt: this.state.attempt, text });
  }
  event(position: string, about = "lead"): string[] {
    return this.hear({ kind: "events", events: [{ position, about, entityId: LEAD }] });
  }
  close(code: number): string[] {
    return this.on({ kind: "closed", attempt: this.state.attempt, code });
  }
  noTicket(code: Extract<LineEvent, { kind: "noTicket" }>["code"], retryAfterMs = 0): string[] {
    return this.on({ kind: "noTicket", attempt: this.state.attempt, code, retryAfterMs });
  }
  /** From a ticket asked for to the welcome. */
  stand(position = "10.0", missed = false): string[] {
    const { attempt } = this.state;
    return [
      ...this.on({ kind: "ticket", attempt, url: URL, ticket: "t" }),
      ...this.on({ kind: "opened", attempt }),
      ...this.hear({ kind: "welcome", position, missed }),
    ];
  }
}

function words(effect: LineEffect): string {
  if (effect.kind === "send") return `send ${effect.text}`;
  return effect.kind === "changed" ? `${effect.about} changed` : effect.kind;
}

function started(): Line {
  const line = new Line();
  line.on({ kind: "start", isOnline: true });
  return line;
}

/** A line that has stood for long. */
function standing(position = "10.0"): Line {
  const line = started();
  line.stand(position);
  line.after(PROVEN_AFTER_MS);
  return line;
}

const hello = (after: string | null) => `send ${JSON.stringify({ kind: "hello", after })}`;

describe("a line that begins", () => {
  test("asks for a ticket, opens, says hello, and has what was fetched before fetched anew", () => {
    const line = new Line();
    expect(line.on({ kind: "start", isOnline: true })).toEqual(["askTicket"]);
    expect(line.stand()).toEqual(["open", hello(null), "allStale"]);
    expect(lookOf(line.state, line.nowMs)).toBe("live");
  });

  test("is given up where no welcome comes", () => {
    const line = started();
    line.on({ kind: "ticket", attempt: 1, url: URL, ticket: "t" });
    line.after(OPEN_WITHIN_MS);
    expect(line.on({ kind: "tick" })).toEqual(["hangUp", "askTicket"]);
  });
});

describe("what is heard", () => {
  test("is passed on once, whatever is said twice", () => {
    const line = standing("10.0");
    expect(line.event("10.0")).toEqual([]);
    expect(line.event("11.4")).toEqual(["lead changed"]);
    expect(line.event("11.4")).toEqual([]);
    expect(line.event("9.9")).toEqual([]);
    expect(line.event("11.10")).toEqual(["lead changed"]);
  });

  test("is passed on as far as it is new, where many are told at once", () => {
    const line = standing("10.0");
    line.event("11.4");
    const events = ["11.3", "11.4", "11.5", "12.1"].map((position) => ({
      position,
      about: position === "12.1" ? "call" : "lead",
      entityId: LEAD,
    }));
    expect(line.hear({ kind: "events", events })).toEqual(["lead changed", "call changed"]);
    expect(line.event("12.1")).toEqual([]);
  });

  test("that it was too far behind has everything fetched anew, and what follows heard", () => {
    const line = standing("10.0");
    expect(line.hear({ kind: "welcome", position: "20.0", missed: true })).toEqual(["allStale"]);
    expect(line.event("19.0")).toEqual([]);
    expect(line.event("21.0")).toEqual(["lead changed"]);
  });

  test.each([
    "pong",
    "{",
    "[]",
    '{"kind":"later"}',
    '{"kind":"events"}',
    '{"kind":"events","events":[]}',
  ])("%s changes nothing", (text) => {
    expect(standing().hear(text)).toEqual([]);
  });

  test("before the welcome does not count, nor what an earlier line says", () => {
    const line = started();
    line.on({ kind: "ticket", attempt: 1, url: URL, ticket: "t" });
    expect(line.event("11.0")).toEqual([]);
    line.close(1006);
    line.stand();
    const events = [{ position: "12.0", about: "lead", entityId: LEAD }];
    const text = JSON.stringify({ kind: "events", events });
    expect(line.on({ kind: "heard", attempt: 1, text })).toEqual([]);
    expect(line.on({ kind: "closed", attempt: 1, code: 1006 })).toEqual([]);
    expect(line.state.kind).toBe("standing");
  });
});

describe("a line that ends", () => {
  test("is asked for again at once, behind the last place heard of", () => {
    const line = standing("10.0");
    line.event("12.3");
    expect(line.close(1006)).toEqual(["askTicket"]);
    expect(line.stand("12.3")).toEqual(["open", hello("12.3")]);
    expect(line.event("12.4")).toEqual(["lead changed"]);
  });

  test("too long ago has all fetched anew, and goes on from where the service is now", () => {
    const line = standing("10.0");
    line.close(1006);
    expect(line.stand("5.0", true)).toEqual(["open", hello("10.0"), "allStale"]);
    expect(line.event("5.1")).toEqual(["lead changed"]);
  });

  test("again and again waits longer, and never longer than the longest", () => {
    const line = standing();
    line.close(1006);
    const waits: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      line.noTicket("unavailable");
      const before = line.nowMs;
      expect(line.state.kind).toBe("resting");
      while (line.state.kind === "resting") line.tick();
      waits.push(line.nowMs - before);
    }
    expect(waits.slice(0, 3)).toEqual([FIRST_PAUSE_MS / 2, FIRST_PAUSE_MS, FIRST_PAUSE_MS * 2]);
    expect(waits.at(-1)).toBe(LONGEST_PAUSE_MS / 2);
  });

  test("right after its welcome, time after time, is not asked for in a circle", () => {
    const line = started();
    line.stand();
    expect(line.close(1006)).toEqual(["askTicket"]);
    line.stand();
    expect(line.close(1006)).toEqual([]);
    expect(line.state.kind).toBe("resting");
  });

  test.each([
    [4408, ["askTicket"], 0],
    [4400, [], LONG_PAUSE_MS],
    [4401, ["lookWhoIsIn"], LONG_PAUSE_MS],
  ])("with %i", (code, effects, waitMs) => {
    const line = standing();
    expect(line.close(code)).toEqual(effects);
    expect(line.on({ kind: "woke" })).toEqual([]);
    const { state, nowMs } = line;
    expect(state.kind === "resting" ? state.untilMs - nowMs : 0).toBe(waitMs);
  });
});

test("put out by other windows of the same person, it comes back when it is looked at", () => {
  const line = standing();
  expect(line.close(4429)).toEqual([]);
  expect(line.on({ kind: "woke" })).toEqual(["askTicket"]);
});

describe("a line that says nothing", () => {
  test("is asked, and given up where it does not answer", () => {
    const line = standing();
    line.nowMs -= PROVEN_AFTER_MS;
    const since = line.nowMs;
    expect(line.tick()).toEqual(["send ping"]);
    expect(line.nowMs - since).toBe(PING_EVERY_MS);
    expect(line.tick()).toEqual(["hangUp", "askTicket"]);
    expect(line.nowMs - since).toBe(PING_EVERY_MS + PONG_WITHIN_MS);
  });

  test("stands as long as it answers", () => {
    const line = standing();
    for (let count = 0; count < 5; count += 1) {
      expect(line.tick()).toEqual(["send ping"]);
      expect(line.after(100).hear("pong")).toEqual([]);
    }
  });

  test.each([{ kind: "woke" }, { kind: "network", isOnline: false }] as const)(
    "is doubted when the page hears $kind, and asked once",
    (event) => {
      const line = standing();
      expect(line.on(event)).toEqual(["send ping"]);
      expect(line.on(event)).toEqual([]);
      const before = line.nowMs;
      line.tick();
      expect(line.nowMs - before).toBe(DOUBTED_PONG_WITHIN_MS);
    },
  );

  test("is given up too where the page's timers come late each time", () => {
    const line = standing();
    line.tick();
    expect(line.after(60_000).on({ kind: "tick" })).toEqual(["send ping"]);
    expect(line.after(60_000).on({ kind: "tick" })).toEqual(["hangUp", "askTicket"]);
  });

  test("gets time to answer after the computer slept", () => {
    const line = standing();
    line.tick();
    expect(line.after(3_600_000).on({ kind: "tick" })).toEqual(["send ping"]);
    expect(line.after(10).hear("pong")).toEqual([]);
    expect(line.state.kind).toBe("standing");
  });
});

describe("without a network", () => {
  test("nobody asks; once it is back, at once", () => {
    const line = standing();
    line.on({ kind: "network", isOnline: false });
    expect(line.close(1006)).toEqual([]);
    expect(nextTickMs(line.after(WORTH_A_WORD_MS).state, line.nowMs)).toBeNull();
    expect(line.on({ kind: "network", isOnline: true })).toEqual(["askTicket"]);
  });

  test("a try that failed rests until it is back", () => {
    const line = started();
    line.on({ kind: "network", isOnline: false });
    expect(line.noTicket("offline")).toEqual([]);
    expect(line.on({ kind: "woke" })).toEqual([]);
    expect(line.on({ kind: "network", isOnline: true })).toEqual(["askTicket"]);
  });
});

describe("a desktop that is too old", () => {
  test("says so, and asks each hour whether it still is", () => {
    const line = started();
    expect(line.noTicket("update_required")).toEqual([]);
    expect(lookOf(line.state, line.nowMs)).toBe("tooOld");
    expect(line.on({ kind: "woke" })).toEqual([]);
    expect(line.on({ kind: "network", isOnline: true })).toEqual([]);
    const before = line.nowMs;
    expect(line.tick()).toEqual(["askTicket"]);
    expect(line.nowMs - before).toBe(ASK_WHETHER_TOO_OLD_MS);
    expect(lookOf(line.state, line.nowMs)).toBe("tooOld");
    line.stand();
    expect(lookOf(line.state, line.nowMs)).toBe("live");
  });
});

describe("when the service's settings change", () => {
  test("a desktop that has become too old hears of it, and only one that has", () => {
    const line = standing();
    expect(line.event("11.0", "service")).toEqual(["service changed"]);
    expect(line.tick()).toEqual(["askTicket"]);
    const { attempt } = line.state;
    expect(line.on({ kind: "ticket", attempt, url: URL, ticket: "t" })).toEqual([]);
    expect(lookOf(line.state, line.nowMs)).toBe("live");
    line.event("12.0", "service");
    line.tick();
    expect(line.noTicket("unavailable")).toEqual([]);
    expect(lookOf(line.state, line.nowMs)).toBe("live");
    line.event("13.0", "service");
    line.tick();
    expect(line.noTicket("update_required")).toEqual(["hangUp"]);
    expect(lookOf(line.state, line.nowMs)).toBe("tooOld");
    expect(line.close(1000)).toEqual([]);
  });
});

test.each(["not_signed_in", "no_organization", "forbidden"] as const)(
  "refused with %s it looks who is in, and rests",
  (code) => {
    const line = started();
    expect(line.noTicket(code)).toEqual(["lookWhoIsIn"]);
    expect(line.on({ kind: "woke" })).toEqual([]);
  },
);

test("told to wait, it waits", () => {
  const line = started();
  line.noTicket("rate_limited", 60_000);
  expect(line.on({ kind: "woke" })).toEqual([]);
  const before = line.nowMs;
  while (line.state.kind === "resting") line.tick();
  expect(line.nowMs - before).toBeGreaterThanOrEqual(60_000);
});

test("stopped, it hangs up, forgets its place and hears no more", () => {
  const line = standing();
  expect(line.on({ kind: "stop" })).toEqual(["hangUp"]);
  expect(line.close(1000)).toEqual([]);
  expect(line.event("11.0")).toEqual([]);
  expect(nextTickMs(line.state, line.nowMs)).toBeNull();
  line.on({ kind: "start", isOnline: true });
  expect(line.stand("3.0")).toContain(hello(null));
});

test("down for a moment it is no matter, for longer it is said", () => {
  const line = standing();
  line.close(1006);
  expect(lookOf(line.state, line.nowMs)).toBe("starting");
  expect(nextTickMs(line.state, line.nowMs)).toBe(line.nowMs + WORTH_A_WORD_MS);
  line.after(WORTH_A_WORD_MS);
  expect(lookOf(line.state, line.nowMs)).toBe("paused");
});
