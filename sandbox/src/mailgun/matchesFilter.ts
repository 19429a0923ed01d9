/**
 * Whether one of the values satisfies a filter expression of Mailgun's Events: terms side by side or joined by
 * AND, alternatives by OR, "a phrase" in quotes, -term for "without", >n and <n for numbers.
 * https://documentation.mailgun.com/docs/mailgun/user-manual/events/filter-expressions
 */
export function matchesFilter(expression: string, values: readonly (string | number)[]): boolean {
  return expression
    .split(/\s+OR\s+/)
    .some((alternative) =>
      [...alternative.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)]
        .filter(([whole]) => whole !== "AND")
        .every(([, not, phrase, term]) => (not === "-") !== matchesTerm(values, phrase, term)),
    );
}

function matchesTerm(
  values: readonly (string | number)[],
  phrase: string | undefined,
  term = "",
): boolean {
  return values.some((value) => {
    const text = String(value).toLowerCase();
    if (phrase !== undefined) return text.includes(phrase.toLowerCase());
    const comparison = /^([<>])(\d+)$/.exec(term);
    if (comparison) {
      const limit = Number(comparison[2]);
      return comparison[1] === ">" ? Number(value) > limit : Number(value) < limit;
    }
    return text === term.toLowerCase() || text.split(/[\s,<>"()]+/).includes(term.toLowerCase());
  });
}
