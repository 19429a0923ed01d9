/** Numbers as somebody pastes them: one a line, or apart by commas, semicolons or tabs. Each once, in order. */
export function splitNumbers(text: string): string[] {
  const parts = text.split(/[\n\r,;\t]+/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ""))];
}
