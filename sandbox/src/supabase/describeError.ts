/** An error and its causes in one line, for the log. */
export function describeError(error: unknown): string {
  const messages: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) messages.push(cause.message);
  return messages.length === 0 ? String(error) : messages.join(": ");
}
