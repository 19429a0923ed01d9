import type { Action, Card, Life, Post } from "./Life.ts";

type Random = () => number;

/** Draws a life. The same numbers draw the same life. */
export function planLife(random: Random): Life {
  const pick = <T>(...some: readonly [T, ...T[]]): T =>
    some[Math.floor(random() * some.length)] ?? some[0];
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));

  const card = (): Card =>
    random() < 0.6 ? "good" : pick("declined_then_good", "proof", "proof_failed", "fails_later");
  const content = () => ({
    planId: pick<"pro" | "team">("pro", "team"),
    seats: whole(3, 12),
    lines: random() < 0.5 ? 0 : whole(1, 7),
  });
  const buy = (): Action => ({
    kind: "buy",
    ...content(),
    end: random() < 0.75 ? card() : pick("left", "expired", "twice"),
  });
  const later = (): Action =>
    pick<() => Action>(
      () => ({
        kind: "change",
        ...content(),
        when: pick("now", "now", "period_end"),
        proof: random() < 0.7,
      }),
      () => ({ kind: "change", ...content(), when: "now", proof: true }),
      () => ({ kind: "change", ...content(), when: "period_end", proof: true }),
      () => ({ kind: pick("drop_scheduled", "cancel", "resume", "refresh") }),
      () => ({ kind: "time", by: pick("day", "week", "month", "renewal", "renewal") }),
      () => ({ kind: "time", by: "renewal" }),
      () => ({ kind: "card", becomes: pick("failing", "failing", "working") }),
      () => ({ kind: "pay_invoice", card: pick("good", "good", "declined") }),
      () => ({ kind: pick("refund", "dispute") }),
      () => ({
        kind: "past_us",
        what: pick("end", "end_later", "pause", "unpause", "more_seats", "void_open"),
      }),
      buy,
    )();
  const post = (): Post => ({
    nowPercent: pick(100, 80, 50, 20, 0),
    lostPercent: pick(0, 0, 10, 30, 100),
    twicePercent: pick(0, 20, 60),
    isShuffled: random() < 0.7,
    atOnce: pick(1, 2, 5),
  });
  return Array.from({ length: whole(5, 14) }, (_, index) => ({
    action: index === 0 ? buy() : later(),
    post: post(),
  }));
}
