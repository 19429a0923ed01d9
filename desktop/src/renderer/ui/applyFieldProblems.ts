import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { AppError } from "#shared/errors";

/** Marks the fields that the Worker named. Answers whether it named any of this form's. */
export function applyFieldProblems<T extends FieldValues>(
  error: unknown,
  known: readonly Path<T>[],
  setError: UseFormSetError<T>,
): boolean {
  if (!(error instanceof AppError) || !error.fields) return false;
  let marked = false;
  for (const { path, message } of error.fields) {
    const field = known.find((name) => name === path);
    if (field === undefined) continue;
    setError(field, { message }, { shouldFocus: !marked });
    marked = true;
  }
  return marked;
}
