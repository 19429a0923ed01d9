import { describe, expect, test } from "vitest";
import { matchKey, SEQUENCE_MS, type KeyBinding, type Stroke } from "./keyBinding.ts";

const bind = (keys: string, more: Partial<KeyBinding> = {}): KeyBinding => ({
  keys,
  label: keys,
  run: () => {},
  ...more,
});
const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  mod: false,
  alt: false,
  typing: false,
  onControl: false,
  ...more,
});
const keys = [
  bind("1"),
  bind("g t"),
  bind("mod+k", { whileTyping: true }),
  bind("Enter"),
  bind("?"),
  bind("x"),
  bind("shift+x"),
];

const found = (press: Stroke, all = keys, singleKeysOn = true) =>
  matchKey(all, press, null, 0, singleKeysOn).binding?.keys ?? null;

describe("a stroke finds its binding", () => {
  test.each([
    ["a digit acts", stroke("1"), "1"],
    ["a digit inside notes stays text", stroke("1", { typing: true }), null],
    ["a letter with Ctrl is another key", stroke("1", { mod: true }), null],
    ["the palette opens from anywhere", stroke("k", { mod: true, typing: true }), "mod+k"],
    ["with Caps Lock too", stroke("K", { mod: true }), "mod+k"],
    ["Enter acts on the screen", stroke("Enter"), "Enter"],
    ["Enter on a button is the button's", stroke("Enter", { onControl: true }), null],
    ["a digit acts though a button has focus", stroke("1", { onControl: true }), "1"],
    ["a shifted sign is itself", stroke("?"), "?"],
    [
      "a letter with Shift is another key where it has one",
      stroke("X", { shift: true }),
      "shift+x",
    ],
    ["without Shift it is itself", stroke("x"), "x"],
    ["Enter with Shift is Enter", stroke("Enter", { shift: true }), "Enter"],
    ["a letter with Alt is the system's", stroke("1", { alt: true }), null],
    ["holding Shift alone is nothing", stroke("Shift"), null],
  ] as const)("%s", (_, press, expected) => {
    expect(found(press)).toBe(expected);
  });

  test("the last registered of two wins: a screen goes before the frame", () => {
    const frame = bind("j", { label: "frame" });
    const screen = bind("j", { label: "screen" });
    expect(matchKey([frame, screen], stroke("j"), null, 0, true).binding).toBe(screen);
  });

  test("switched-off single keys leave Enter and chords working", () => {
    expect(found(stroke("1"), keys, false)).toBeNull();
    expect(found(stroke("Enter"), keys, false)).toBe("Enter");
    expect(found(stroke("k", { mod: true }), keys, false)).toBe("mod+k");
    expect(matchKey(keys, stroke("g"), null, 0, false).pending).toBeNull();
  });
});

describe("two keys in a row", () => {
  const first = matchKey(keys, stroke("g"), null, 1_000, true);

  test("the first waits, the second acts", () => {
    expect(first).toEqual({ binding: null, pending: { first: "g", untilMs: 1_000 + SEQUENCE_MS } });
    expect(matchKey(keys, stroke("t"), first.pending, 1_500, true).binding?.keys).toBe("g t");
  });

  test("Shift between the two does not break them", () => {
    const between = matchKey(keys, stroke("Shift"), first.pending, 1_200, true);
    expect(between.pending).toBe(first.pending);
  });

  test("too late is a new beginning", () => {
    const late = matchKey(keys, stroke("t"), first.pending, 1_001 + SEQUENCE_MS, true);
    expect(late).toEqual({ binding: null, pending: null });
  });

  test("an unknown second key is taken for itself", () => {
    expect(matchKey(keys, stroke("1"), first.pending, 1_100, true).binding?.keys).toBe("1");
  });
});
