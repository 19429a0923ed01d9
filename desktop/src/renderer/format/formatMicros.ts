/** A price of one unit, with as many places as it has, two at least: `$0.006`, `$0.10`. @param micros millionths of a dollar */
export function formatMicros(micros: number): string {
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(micros / 1_000_000);
}

/** Millionths of a dollar from a price as typed (`0.006`, `$1,200.50`); null where it is none or finer than a millionth. */
export function microsFrom(typed: string): number | null {
  const parts = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{0,6}))?$/.exec(typed.trim());
  const [, whole = "", places = ""] = parts ?? [];
  if (whole === "" && places === "") return null;
  const micros = Number(whole.replaceAll(",", "")) * 1_000_000 + Number(places.padEnd(6, "0"));
  return Number.isSafeInteger(micros) ? micros : null;
}
