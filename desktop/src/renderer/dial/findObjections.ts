import type { Objection } from "#shared/playbook";

/** The objections that hold every word typed, those with the words in their title first. */
export function findObjections(
  objections: readonly Objection[],
  typed: string,
): readonly Objection[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const inTitle = objections.filter(({ title }) => holds(title));
  const elsewhere = objections.filter(
    (each) => !inTitle.includes(each) && holds(`${each.title} ${each.answer}`),
  );
  return [...inTitle, ...elsewhere];
}
