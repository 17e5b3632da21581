import type { Upload } from "tus-js-client";
import { api } from "../api/client";
import { handOver } from "./hand-over";
import { forgetArrival, keepArrival, keptArrivals } from "./kept-arrivals";
import { mayBegin, type Transfer } from "./transfer";
import { findBegun, tusUpload } from "./tus-upload";

interface Held {
  transfer: Transfer;
  /** Null once every byte has come in an earlier visit. */
  upload: Upload | null;
  /** Ends the wait for the check. */
  stop: AbortController;
}

/** What is known of a file before it moves. */
type Wanted = Pick<Transfer, "propertyId" | "purpose" | "destination">;

/** The uploads of this page, from the choice of a file until its subject has it. */
export class Transfers {
  #held: Held[] = [];
  #shown: readonly Transfer[] = [];
  readonly #listeners = new Set<() => void>();
  #last = 0;

  constructor() {
    addEventListener("offline", () => this.#stopAll());
    addEventListener("online", () => this.#goOnAll());
    for (const { fileId, ...wanted } of keptArrivals()) {
      const key = this.#hold({ ...wanted, accepted: wanted.size, state: "checking", fileId }, () => null);
      void this.#handOver(key);
    }
  }

  /** The same list until something to draw has changed. */
  readonly shown = (): readonly Transfer[] => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(file: File, wanted: Wanted): void {
    const { name, size } = file;
    this.#hold({ ...wanted, name, size, accepted: 0, state: "waiting", fileId: null }, (transfer) => {
      const { key } = transfer;
      return tusUpload(file, transfer, {
        onAccepted: (accepted) => this.#set(key, { accepted }),
        onError: (why) => this.#set(key, navigator.onLine ? { state: "failed", why } : { state: "offline" }),
        onArrived: (fileId) => this.#arrived(key, fileId),
      });
    });
  }

  pause(key: string): void {
    this.#stop(key, "paused");
  }

  /** Goes on with one that was paused or has failed. */
  resume(key: string): void {
    if (this.#find(key)?.transfer.fileId === null)
      this.#set(key, { state: navigator.onLine ? "waiting" : "offline", why: null });
    else void this.#handOver(key);
  }

  /** Gives it up, here and on the server, which would let go of it by itself in the end. */
  cancel(key: string): void {
    const held = this.forget(key);
    if (held === undefined) return;
    const { upload, transfer } = held;
    const ended = transfer.fileId === null ? upload?.abort(true) : api.uploads.eraseFile(transfer.fileId);
    ended?.catch(() => {});
  }

  /** Those of a draft whose form was sent, and others that nobody needs to see any more. */
  forget(key: string): Held | undefined {
    const held = this.#find(key);
    held?.stop.abort();
    if (held?.transfer.fileId !== null && held !== undefined) forgetArrival(held.transfer.fileId);
    this.#held = this.#held.filter((each) => each !== held);
    this.#change();
    return held;
  }

  #hold(facts: Omit<Transfer, "key" | "why">, upload: (transfer: Transfer) => Upload | null): string {
    const transfer = { ...facts, key: String((this.#last += 1)), why: null };
    this.#held.push({ transfer, upload: upload(transfer), stop: new AbortController() });
    this.#change();
    return transfer.key;
  }

  #find(key: string): Held | undefined {
    return this.#held.find(({ transfer }) => transfer.key === key);
  }

  /** Every byte is there. */
  #arrived(key: string, fileId: string): void {
    const transfer = this.#find(key)?.transfer;
    if (transfer === undefined) return;
    if (transfer.destination.kind === "own") {
      this.forget(key);
      return;
    }
    const { propertyId, purpose, destination, name, size } = transfer;
    if (destination.kind === "subject") keepArrival({ fileId, propertyId, purpose, destination, name, size });
    this.#set(key, { fileId, accepted: size });
    void this.#handOver(key);
  }

  async #handOver(key: string): Promise<void> {
    const held = this.#find(key);
    if (held === undefined || held.transfer.fileId === null) return;
    this.#set(key, { state: "checking", why: null });
    const { fileId, destination } = held.transfer;
    const handed = await handOver(fileId, destination, held.stop.signal);
    if (this.#find(key) === undefined) return;
    if (handed.end !== "done") this.#set(key, { state: handed.end, why: handed.why });
    else if (destination.kind === "draft") this.#set(key, { state: "ready" });
    else this.forget(key);
    if (handed.end === "refused") forgetArrival(fileId);
  }

  async #begin({ transfer: { key }, upload }: Held): Promise<void> {
    if (upload === null) return;
    await findBegun(upload);
    if (this.#find(key)?.transfer.state === "uploading") upload.start();
  }

  #stop(key: string, state: "paused" | "offline"): void {
    void this.#find(key)?.upload?.abort();
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

let transfers: Transfers | null = null;

/** The transfers of this window; they go on while one looks at other pages. */
export const theTransfers = (): Transfers => (transfers ??= new Transfers());
