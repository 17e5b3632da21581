import { DetailedError, Upload } from "tus-js-client";
import { session } from "../../api/client";
import type { contract } from "../../api/client.gen";
import { mayBegin, type Transfer } from "./transfer";

/** What the server acknowledges at a time. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const RETRY_MS = [500, 1000, 2000, 5000, 10_000, 20_000];

interface Held {
  transfer: Transfer;
  upload: Upload;
}

/**
 * The uploads of this page. An upload that was stopped, by a pause, by the network or by a reload, is found again by its file's name,
 * size and date, and goes on where the server says that it stands.
 */
export class Transfers {
  #held: Held[] = [];
  #shown: readonly Transfer[] = [];
  readonly #listeners = new Set<() => void>();
  #last = 0;

  constructor() {
    addEventListener("offline", () => this.#stopAll());
    addEventListener("online", () => this.#goOnAll());
  }

  /** The same list until something to draw has changed. */
  readonly shown = (): readonly Transfer[] => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(file: File, propertyId: number, purpose: contract.FilePurpose): void {
    const key = String((this.#last += 1));
    const { name, size } = file;
    const transfer: Transfer = { key, propertyId, purpose, name, size, accepted: 0, state: "waiting", why: null };
    this.#held.push({ transfer, upload: this.#uploadOf(file, transfer) });
    this.#change();
  }

  pause(key: string): void {
    this.#stop(key, "paused");
  }

  /** Goes on with one that was paused or has failed. */
  resume(key: string): void {
    this.#set(key, { state: navigator.onLine ? "waiting" : "offline", why: null });
  }

  /** Gives it up, here and on the server, which would let go of it after a day in any case. */
  cancel(key: string): void {
    void this.#drop(key)
      ?.upload.abort(true)
      .catch(() => {});
  }

  #drop(key: string): Held | undefined {
    const held = this.#held.find(({ transfer }) => transfer.key === key);
    this.#held = this.#held.filter((each) => each !== held);
    this.#change();
    return held;
  }

  #uploadOf(file: File, { key, propertyId, purpose }: Transfer): Upload {
    const metadata = { purpose, propertyId: String(propertyId), name: file.name, type: file.type };
    const upload = new Upload(file, {
      endpoint: new URL("/uploads/tus", location.origin).href,
      metadata,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      fingerprint: () =>
        Promise.resolve(["lobby", propertyId, purpose, file.name, file.size, file.lastModified].join("/")),
      async onBeforeRequest(request) {
        const token = await session.accessToken();
        if (token !== null) request.setHeader("Authorization", `Bearer ${token}`);
      },
      onChunkComplete: (_size, accepted) => this.#set(key, { accepted }),
      onError: (error) =>
        this.#set(key, navigator.onLine ? { state: "failed", why: whyOf(error) } : { state: "offline" }),
      onSuccess: () => this.#drop(key),
    });
    return upload;
  }

  async #begin({ transfer, upload }: Held): Promise<void> {
    // One that was begun on this page knows its address; another is looked for among those of earlier visits.
    const [previous] = upload.url === null ? await upload.findPreviousUploads() : [];
    if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
    if (this.#held.some((held) => held.transfer.key === transfer.key && held.transfer.state === "uploading"))
      upload.start();
  }

  #stop(key: string, state: "paused" | "offline"): void {
    void this.#held.find(({ transfer }) => transfer.key === key)?.upload.abort();
    this.#set(key, { state });
  }

  #stopAll(): void {
    for (const { transfer } of this.#held)
      if (transfer.state === "uploading" || transfer.state === "waiting") this.#stop(transfer.key, "offline");
  }

  #goOnAll(): void {
    for (const { transfer } of this.#held) if (transfer.state === "offline") this.resume(transfer.key);
  }

  #set(key: string, part: Partial<Transfer>): void {
    this.#held = this.#held.map((held) =>
      held.transfer.key === key ? { ...held, transfer: { ...held.transfer, ...part } } : held,
    );
    this.#change();
  }

  #change(): void {
    const begun = new Set(mayBegin(this.#held.map(({ transfer }) => transfer)).map(({ key }) => key));
    this.#held = this.#held.map((held) =>
      begun.has(held.transfer.key) ? { ...held, transfer: { ...held.transfer, state: "uploading" } } : held,
    );
    this.#shown = this.#held.map(({ transfer }) => transfer);
    for (const held of this.#held) if (begun.has(held.transfer.key)) void this.#begin(held);
    for (const listener of this.#listeners) listener();
  }
}

/** What the server said, in its words. */
function whyOf(error: Error): string {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  try {
    const { message } = JSON.parse(body ?? "") as { message?: unknown };
    if (typeof message === "string") return message;
  } catch {
    // No answer of ours: the network's own words are all there is.
  }
  return error.message;
}

let transfers: Transfers | null = null;

/** The transfers of this window; they go on while one looks at other pages. */
export const theTransfers = (): Transfers => (transfers ??= new Transfers());
