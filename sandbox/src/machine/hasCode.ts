/** Whether something thrown is an error with this `code`: Node's (`ENOENT`), or Postgres's (`23505`). */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
