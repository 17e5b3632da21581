import { api } from "../../api/client";
import type { api as apiTypes } from "../../api/client.gen";

export type PresenceState = apiTypes.PersonPresence["state"];

/** Who types where, and who is there, as far as it is known now. */
export interface Around {
  /** Person ids by conversation. */
  typing: ReadonlyMap<string, readonly string[]>;
  presence: ReadonlyMap<string, PresenceState>;
}

const NOBODY: Around = { typing: new Map(), presence: new Map() };
/** The server tells of it no more often. */
const TYPING_EVERY_MS = 2000;
const ACTIVE_EVERY_MS = 60_000;
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000];

/** The collaboration stream of the page. What passes by while it is not connected is not missed: it would be over anyway. */
export class CollaborationLink {
  readonly #listeners = new Set<() => void>();
  /** When each sign of typing is over, by conversation and person. */
  readonly #ends = new Map<string, ReturnType<typeof setTimeout>>();
  #around = NOBODY;
  #socket: WebSocket | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isOver = false;
  #typed: { conversationId: string; at: number } | null = null;
  #activeAt = 0;

  readonly view = (): Around => this.#around;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Opens it; returns how to close it. */
  start(): () => void {
    this.#isOver = false;
    const abort = new AbortController();
    for (const name of ["pointerdown", "keydown"])
      addEventListener(name, () => this.#use(), { signal: abort.signal, passive: true });
    void this.#connect();
    return () => {
      this.#isOver = true;
      abort.abort();
      clearTimeout(this.#retry);
      this.#socket?.close();
      this.#forget();
    };
  }

  /** The person types there. */
  type(conversationId: string, isPublic: boolean): void {
    const now = Date.now();
    if (this.#typed?.conversationId === conversationId && now - this.#typed.at < TYPING_EVERY_MS) return;
    this.#typed = { conversationId, at: now };
    this.#send({ type: "typing", conversationId, isPublic });
  }

  /** They sent it, or left it. */
  rest(): void {
    if (this.#typed === null) return;
    const { conversationId } = this.#typed;
    this.#typed = null;
    this.#send({ type: "typing", conversationId, isTyping: false });
  }

  async #connect(): Promise<void> {
    try {
      const { ticket } = await api.identity.createTicket();
      if (!this.#isOver) this.#open(ticket);
    } catch {
      this.#again();
    }
  }

  #open(ticket: string): void {
    const url = new URL("/chat/collaboration", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.searchParams.set("ticket", ticket);
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#activeAt = Date.now();
    socket.addEventListener("message", ({ data }) => this.#hear(JSON.parse(String(data)) as apiTypes.ScreenNews));
    socket.addEventListener("close", () => this.#again());
  }

  #again(): void {
    if (this.#isOver) return;
    this.#socket = null;
    this.#forget();
    const delay = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? 0;
    this.#retry = setTimeout(() => void this.#connect(), delay * (0.5 + Math.random()));
  }

  #hear({ type, conversationId = "", personId = "", forMs = 0, people = [] }: apiTypes.ScreenNews): void {
    if (type === "ready") this.#failures = 0;
    if (type === "typing") this.#sign(conversationId, personId, forMs);
    if (type !== "presence") return;
    const presence = new Map(this.#around.presence);
    for (const each of people) presence.set(each.personId, each.state);
    this.#change({ presence });
  }

  #sign(conversationId: string, personId: string, forMs: number): void {
    const key = `${conversationId} ${personId}`;
    clearTimeout(this.#ends.get(key));
    const others = (this.#around.typing.get(conversationId) ?? []).filter((id) => id !== personId);
    const typing = new Map(this.#around.typing);
    this.#change({ typing: typing.set(conversationId, forMs > 0 ? [...others, personId] : others) });
    if (forMs > 0)
      this.#ends.set(
        key,
        setTimeout(() => this.#sign(conversationId, personId, 0), forMs),
      );
    else this.#ends.delete(key);
  }

  #use(): void {
    if (Date.now() - this.#activeAt < ACTIVE_EVERY_MS) return;
    this.#activeAt = Date.now();
    this.#send({ type: "active" });
  }

  #send(sign: apiTypes.ScreenSign): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(sign));
  }

  #forget(): void {
    for (const end of this.#ends.values()) clearTimeout(end);
    this.#ends.clear();
    this.#change(NOBODY);
  }

  #change(part: Partial<Around>): void {
    this.#around = { ...this.#around, ...part };
    for (const listener of this.#listeners) listener();
  }
}
