import { joinClasses } from "./joinClasses.ts";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "normal" | "large" | "icon";

const LOOKS: Record<ButtonLook, string> = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover font-medium",
  secondary: "border border-line-strong/60 bg-surface text-ink hover:bg-hover",
  quiet: "text-ink-muted hover:bg-hover hover:text-ink",
  danger: "bg-danger text-danger-ink hover:brightness-110 font-medium",
};
const SIZES: Record<ButtonSize, string> = {
  normal: "h-8 px-3 gap-2",
  large: "h-10 px-4 gap-2 text-title",
  icon: "size-8",
};

/** The look of a button, for buttons and for links that stand as one. */
export function buttonClass(look: ButtonLook = "secondary", size: ButtonSize = "normal"): string {
  return joinClasses(
    "inline-flex shrink-0 select-none items-center justify-center rounded-md whitespace-nowrap transition-colors duration-100",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50",
    LOOKS[look],
    SIZES[size],
  );
}
