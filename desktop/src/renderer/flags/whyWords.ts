import type { Flag, FlagReason } from "#shared/flags";

/** Why a feature is on or off, in a sentence to the person themselves or about somebody. */
export function whyWords(
  { on, because }: { readonly on: boolean; readonly because: string },
  flag: Flag,
  to: "you" | "others",
): string {
  const set = on ? "on" : "off";
  const words: Record<FlagReason, string> = {
    service_off: "Switched off for everyone by SalesPulse",
    user: to === "you" ? `Switched ${set} for you by an admin` : `Switched ${set} for this person`,
    organization:
      to === "you"
        ? `Switched ${set} for your organization by an admin`
        : `Switched ${set} for the organization`,
    service_on: "Switched on for everyone by SalesPulse",
    percentage: `Among the first ${flag.percentage}% of people who get it`,
    default: on ? "On unless somebody switches it off" : "Off unless somebody switches it on",
  };
  return isReason(because, words) ? words[because] : "Decided by a newer version of SalesPulse";
}

function isReason(text: string, words: Record<FlagReason, string>): text is FlagReason {
  return Object.hasOwn(words, text);
}
