import type { CsvAnswer, CsvQuestion } from "./csvMessages.ts";

/** A file held by a worker of its own, so that a long one never stops the page. */
export class CsvReader {
  readonly #worker = new Worker(new URL("./csv.worker.ts", import.meta.url), { type: "module" });

  /** Asks one thing at a time: the next question waits for the answer to this one. */
  ask(question: CsvQuestion): Promise<CsvAnswer> {
    return new Promise((resolve, reject) => {
      this.#worker.addEventListener(
        "message",
        (event: MessageEvent<CsvAnswer>) => resolve(event.data),
        { once: true },
      );
      this.#worker.addEventListener(
        "error",
        (event) => reject(new Error(event.message || "The file could not be read")),
        { once: true },
      );
      this.#worker.postMessage(question, []);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}
