import type { ReactNode } from "react";

const TONES = {
  plain: "bg-hover text-ink-muted",
  accent: "bg-accent-soft text-accent-text",
  warn: "bg-warn-soft text-warn",
  danger: "bg-danger-soft text-danger",
} as const;

export type Tone = keyof typeof TONES;

/** A word that says what kind of thing stands here. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 shrink-0 items-center rounded-sm px-1.5 text-small whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
