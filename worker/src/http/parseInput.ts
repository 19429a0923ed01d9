import { AppError } from "#shared/errors";
import type { z } from "zod";

/** What a schema makes of input. @throws AppError `invalid_input`, naming each field */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidInput(result.error);
}

/** The refusal of input, naming each field. */
function invalidInput(error: z.ZodError): AppError {
  const fields = error.issues.slice(0, 20).flatMap((issue) => {
    // A union says what is wrong for each of its forms; the form that came closest has the fewest faults.
    if (issue.code === "invalid_union") {
      const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
      return closest.map((inner) => problem([...issue.path, ...inner.path], inner));
    }
    return [problem(issue.path, issue)];
  });
  const first = fields[0];
  const message = first === undefined ? undefined : `${first.path}: ${first.message}`;
  return new AppError("invalid_input", message, { fields });
}

function problem(path: readonly PropertyKey[], issue: z.core.$ZodIssue) {
  // An unknown key is reported on the object that holds it; people look for the key.
  const keys = issue.code === "unrecognized_keys" ? [issue.keys[0] ?? ""] : [];
  return { path: [...path, ...keys].map(String).join("."), message: issue.message };
}
