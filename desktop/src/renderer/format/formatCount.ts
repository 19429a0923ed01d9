const numbers = new Intl.NumberFormat("en-US");

/** A whole number with its thousands apart: `4,812`. */
export function formatCount(count: number): string {
  return numbers.format(count);
}

/** A count with its noun: `1 lead`, `4,812 leads`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
