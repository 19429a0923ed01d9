/** The most that is read of a body nobody wants: what is larger may see its connection close instead. */
const MAX_DISCARDED_BYTES = 32 * 1024 * 1024;

/**
 * Reads what a refusal left unread of a request's body and throws it away. Left unread, it closes the
 * connection: the client sees that instead of the refusal, and so does who else's request waits on it.
 */
export async function discardBody(request: Request): Promise<void> {
  if (request.body === null || request.body.locked) return;
  let length = 0;
  try {
    for await (const chunk of request.body) {
      length += chunk.byteLength;
      if (length > MAX_DISCARDED_BYTES) return;
    }
  } catch {
    // The sender has gone: nothing is left to read.
  }
}
