type Ending = () => unknown;

/** How to end what was started: the last first, each once, and all of them though one fails. */
export class Endings {
  readonly #endings: Ending[] = [];
  readonly #begins: Ending[] = [];
  readonly #tell: (line: string) => void;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  /** Adds how to end something that runs from now on. */
  add(ending: Ending): void {
    this.#endings.push(ending);
  }

  /** Adds what to do before the first ending. */
  onBegin(work: Ending): void {
    this.#begins.push(work);
  }

  async run(): Promise<void> {
    for (const work of this.#begins.splice(0)) await this.#attempt(work);
    for (let ending = this.#endings.pop(); ending; ending = this.#endings.pop()) {
      await this.#attempt(ending);
    }
  }

  async #attempt(work: Ending): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#tell(`While stopping: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
