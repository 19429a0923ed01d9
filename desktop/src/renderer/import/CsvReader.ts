import type { CsvAnswer, CsvQuestion } from "./csvMessages.ts";

/** A file held by a worker of its own, so that a long one never stops the page. */
export class CsvReader {
  readonly #worker = new Worker(new URL("./csv.worker.ts", import.meta.url), { type: "module" });
  #before: Promise<unknown> = Promise.resolve();

  /** Asks the worker, after everything that was asked before. @throws Error where the worker fails */
  ask(question: CsvQuestion): Promise<CsvAnswer> {
    const answer = this.#before.then(
      () => this.#askNow(question),
      () => this.#askNow(question),
    );
    this.#before = answer;
    return answer;
  }

  close(): void {
    this.#worker.terminate();
  }

  #askNow(question: CsvQuestion): Promise<CsvAnswer> {
    return new Promise((resolve, reject) => {
      const done = new AbortController();
      const once = { signal: done.signal };
      this.#worker.addEventListener(
        "message",
        (event: MessageEvent<CsvAnswer>) => {
          done.abort();
          resolve(event.data);
        },
        once,
      );
      this.#worker.addEventListener(
        "error",
        (event) => {
          done.abort();
          reject(new Error(event.message || "The file could not be read"));
        },
        once,
      );
      this.#worker.postMessage(question, []);
    });
  }
}
