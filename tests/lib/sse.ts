import type { Frame } from "./stream";

/** A reader of server-sent events, as the standard describes it: no code of the product. */
export class PlainEventSource {
  readonly response: Response;
  readonly frames: Frame[] = [];
  /** Of the last event that had one. */
  lastEventId = "";
  retryMs = 0;
  isOver = false;
  /** Resolves when the answer has ended, by whatever cause. */
  readonly ended: Promise<void>;
  readonly #abort: AbortController;
  #wake: (() => void)[] = [];
  #text = "";

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    this.ended = this.#read();
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<PlainEventSource> {
    const abort = new AbortController();
    return new PlainEventSource(await fetch(url, { headers, signal: abort.signal }), abort);
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) {
        this.#text += decoder.decode(chunk as Uint8Array, { stream: true });
        const blocks = this.#text.split("\n\n");
        this.#text = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block);
        this.#tell();
      }
    } catch {
      // Cut: what was read counts.
    }
    this.isOver = true;
    this.#tell();
  }

  #take(block: string): void {
    const data: string[] = [];
    for (const line of block.split("\n")) {
      const [, field, value = ""] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (field === "data") data.push(value);
      if (field === "id") this.lastEventId = value;
      if (field === "retry") this.retryMs = Number(value);
    }
    if (data.length > 0) this.frames.push(JSON.parse(data.join("\n")) as Frame);
  }

  #tell(): void {
    for (const done of this.#wake.splice(0)) done();
  }

  /** Resolves with the result of `look` as soon as it is not undefined; rejects when the answer ended or nothing came for 15 s. */
  async until<T>(look: () => T | undefined, what: string): Promise<T> {
    const end = Date.now() + 15_000;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = end - Date.now();
      if (left <= 0 || this.isOver) throw new Error(`${what}: ${JSON.stringify(this.frames).slice(-1500)}`);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, left);
        this.#wake.push(() => {
          clearTimeout(timer);
          done();
        });
      });
    }
  }

  frame(type: string): Promise<Frame> {
    return this.until(() => this.frames.find((f) => f.type === type), `a frame of type ${type}`);
  }

  untilOver(): Promise<true> {
    return this.until(() => (this.isOver ? true : undefined), "the end");
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.ended;
  }
}
