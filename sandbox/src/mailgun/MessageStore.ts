import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { type StoredMessage, storedMessageSchema } from "./StoredMessage.ts";

/**
 * The accepted messages, oldest first: one JSON line each, on the disk before the sender hears of it.
 * A line cut short by a crash is dropped at the next start; its sender never got an answer.
 */
export class MessageStore {
  readonly #dataDir: string;
  readonly #file: number;
  readonly #messages: StoredMessage[] = [];

  constructor(dataDir: string, log: (line: string) => void) {
    this.#dataDir = dataDir;
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const path = join(dataDir, "messages.jsonl");
    this.#file = openSync(path, "a", 0o600);
    const content = readFileSync(path);
    const endOfWholeLines = content.lastIndexOf("\n") + 1;
    if (endOfWholeLines < content.length) {
      ftruncateSync(this.#file, endOfWholeLines);
      log("dropped a message that a crash had cut short");
    }
    const lines = content.subarray(0, endOfWholeLines).toString("utf8").split("\n").filter(Boolean);
    for (const [index, line] of lines.entries()) {
      try {
        this.#messages.push(storedMessageSchema.parse(JSON.parse(line)));
      } catch {
        log(`line ${index + 1} of messages.jsonl is not a message; skipped`);
      }
    }
  }

  get all(): readonly StoredMessage[] {
    return this.#messages;
  }

  /** The time in milliseconds, never behind the newest message. */
  get nowMs(): number {
    return Math.max(Date.now(), this.#messages.at(-1)?.createdAtMs ?? 0);
  }

  /** A time for the next message, later than every other's, so that no page of events passes it by. */
  get nextMs(): number {
    return Math.max(Date.now(), (this.#messages.at(-1)?.createdAtMs ?? 0) + 1);
  }

  /** Writes the message and the bytes of its attachments, then makes it visible. */
  add(message: StoredMessage, attachmentBytes: readonly Uint8Array[]): void {
    for (const [index, bytes] of attachmentBytes.entries()) {
      mkdirSync(join(this.#dataDir, "attachments", message.id), { recursive: true });
      writeFileSync(this.#attachmentPath(message.id, index), bytes, { flush: true });
    }
    writeSync(this.#file, `${JSON.stringify(message)}\n`);
    fdatasyncSync(this.#file);
    this.#messages.push(message);
  }

  readAttachment(message: StoredMessage, index: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(readFileSync(this.#attachmentPath(message.id, index)));
  }

  close(): void {
    closeSync(this.#file);
  }

  #attachmentPath(id: string, index: number): string {
    return join(this.#dataDir, "attachments", id, String(index));
  }
}
