/** Something that holds so many lines for so much a month. */
interface Offer {
  readonly lines: number;
  readonly amountCents: number;
}

interface Offers {
  readonly single: Offer;
  readonly bundle: Offer;
}

/** How many of each are bought, the lines they hold, and what a month of them costs (cents). */
export interface SimMix {
  readonly singles: number;
  readonly bundles: number;
  readonly lines: number;
  readonly amountCents: number;
}

/**
 * The cheapest mix of singles and bundles that holds at least so many lines; of mixes that cost the same, the one of
 * fewer things. It holds more than was asked for where that costs less.
 * @param lines a whole number, 0 or more
 */
export function simMix(lines: number, offers: Offers): SimMix {
  let best = mixOf(lines, 0, offers);
  for (let bundles = 1; bundles <= Math.ceil(lines / offers.bundle.lines); bundles += 1) {
    const mix = mixOf(lines, bundles, offers);
    if (isBetter(mix, best)) best = mix;
  }
  return best;
}

function mixOf(lines: number, bundles: number, { single, bundle }: Offers): SimMix {
  const singles = Math.ceil(Math.max(0, lines - bundles * bundle.lines) / single.lines);
  return {
    singles,
    bundles,
    lines: singles * single.lines + bundles * bundle.lines,
    amountCents: singles * single.amountCents + bundles * bundle.amountCents,
  };
}

function isBetter(mix: SimMix, than: SimMix): boolean {
  if (mix.amountCents !== than.amountCents) return mix.amountCents < than.amountCents;
  return mix.singles + mix.bundles < than.singles + than.bundles;
}
