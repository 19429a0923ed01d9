const listeners = new Set<() => void>();

/** Calls back whenever an answer says that the session has ended. Answers how to stop. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** An answer said so. */
export function noteSignedOut(): void {
  for (const listener of listeners) listener();
}
