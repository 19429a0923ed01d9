/** The non-empty texts that a form gives a field, in order. */
export function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).flatMap((value) => (typeof value === "string" && value ? [value] : []));
}
