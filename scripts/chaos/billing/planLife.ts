import type { Action, Card, Life, Post } from "./Life.ts";

type Random = () => number;

/** What has probably come about: a life is drawn so that most of it can happen. */
interface Guess {
  readonly isBought: boolean;
  readonly isFailing: boolean;
  /** A renewal could not be paid. */
  readonly isOwing: boolean;
  readonly isEnding: boolean;
}

/** Draws a life. The same numbers draw the same life. */
export function planLife(random: Random): Life {
  const pick = <T>(...some: readonly [T, ...T[]]): T =>
    some[Math.floor(random() * some.length)] ?? some[0];
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));

  const content = () => ({
    planId: pick<"pro" | "team">("pro", "team"),
    seats: whole(3, 12),
    lines: random() < 0.5 ? 0 : whole(1, 7),
  });
  const buy = (): Action => ({ kind: "buy", ...content(), end: endOfCheckout() });
  const endOfCheckout = (): Card | "left" | "expired" | "twice" =>
    random() < 0.6
      ? "good"
      : pick(
          "declined_then_good",
          "proof",
          "proof_failed",
          "fails_later",
          "left",
          "expired",
          "twice",
        );
  const change = (when: "now" | "period_end"): Action => ({
    kind: "change",
    ...content(),
    when,
    proof: random() < 0.7,
  });

  const next = ({ isBought, isFailing, isOwing, isEnding }: Guess): Action => {
    const likely: (() => Action)[] = [
      () => ({ kind: "time", by: pick("day", "week", "month", "renewal", "renewal", "renewal") }),
      () => ({ kind: "refresh" }),
    ];
    if (!isBought) likely.push(buy, buy, buy);
    else
      likely.push(
        () => change("now"),
        () => change("now"),
        () => change("period_end"),
        () => change("period_end"),
        () => ({ kind: pick("drop_scheduled", "cancel", "refund", "dispute") }),
        () => ({ kind: "card", becomes: isFailing ? "working" : "failing" }),
        () => ({
          kind: "past_us",
          what: pick("end", "end_later", "pause", "unpause", "more_seats"),
        }),
      );
    if (isFailing && !isOwing)
      likely.push(
        () => ({ kind: "time", by: "renewal" }),
        () => ({ kind: "time", by: "renewal" }),
      );
    if (isOwing)
      likely.push(
        () => ({ kind: "time", by: "week" }),
        () => ({ kind: "pay_invoice", card: "good" }),
        () => ({ kind: "pay_invoice", card: pick("good", "good", "declined") }),
        () => ({ kind: "past_us", what: "void_open" }),
      );
    if (isEnding) likely.push(() => ({ kind: "resume" }));
    // And now and then what makes no sense.
    return random() < 0.05 ? buy() : (likely[Math.floor(random() * likely.length)] ?? buy)();
  };
  const post = (): Post => ({
    nowPercent: pick(100, 80, 50, 20, 0),
    lostPercent: pick(0, 0, 10, 30, 100),
    twicePercent: pick(0, 20, 60),
    isShuffled: random() < 0.7,
    atOnce: pick(1, 2, 5),
  });

  let guess: Guess = { isBought: false, isFailing: false, isOwing: false, isEnding: false };
  return Array.from({ length: whole(5, 14) }, (_, index) => {
    const action = index === 0 ? buy() : next(guess);
    guess = guessAfter(guess, action);
    return { action, post: post() };
  });
}

function guessAfter(before: Guess, action: Action): Guess {
  if (action.kind === "buy")
    return ["left", "expired", "proof_failed"].includes(action.end)
      ? before
      : { ...before, isBought: true, isFailing: action.end === "fails_later" };
  if (action.kind === "card") return { ...before, isFailing: action.becomes === "failing" };
  if (action.kind === "pay_invoice") return { ...before, isOwing: action.card === "declined" };
  if (action.kind === "cancel") return { ...before, isEnding: true };
  if (action.kind === "resume") return { ...before, isEnding: false };
  if (action.kind === "time" && action.by === "renewal")
    return before.isEnding
      ? { ...before, isBought: false, isEnding: false }
      : { ...before, isOwing: before.isFailing };
  if (action.kind === "past_us" && action.what === "end") return { ...before, isBought: false };
  if (action.kind === "past_us" && action.what === "end_later")
    return { ...before, isEnding: true };
  return before;
}
