import type { Decoder } from "./batches/decoder";
import type { Transport } from "./machine/transport";
import type { ConnectionView } from "./machine/view";
import type { Fault, LiveEvent } from "./machine/state";

export type TicketAnswer =
  | { ok: true; ticket: string }
  /** `final`: the same request will be refused again, for example because the login ended. `unreachable`: nobody answered. */
  | { ok: false; reason: string; final: boolean; retryAfterMs?: number };

export interface SocketEvents {
  onOpen(): void;
  /** One frame, as text or read already. */
  onMessage(message: unknown): void;
  /** Once, however it ended. */
  onClose(): void;
}

export interface Socket {
  send(text: string): void;
  /** After this nothing more is reported. */
  close(): void;
}

/** One way to the server. The first text that is sent is the handshake. */
export interface Link {
  transport: Transport;
  /** `ticket` is null for transports whose requests carry the login themselves. */
  open(ticket: string | null, events: SocketEvents): Socket;
}

/** The world around the client; tests bring their own. Times in milliseconds. */
export interface Ports {
  fetchTicket(): Promise<TicketAnswer>;
  /** The ways at hand, best first. */
  links: readonly Link[];
  /** Brings what unpacks batches, and is called once; without it nothing packed is asked for. */
  loadDecoder?: () => Promise<Decoder>;
  now(): number;
  random(): number;
  /** Returns how to take it back. */
  setTimer(run: () => void, afterMs: number): () => void;
  /** Calls when the page comes back to life or the network changes. Returns how to take it back. */
  onWake(run: () => void): () => void;
}

export interface Handlers {
  /** New events of the audience in order, each once. */
  onEvents(events: LiveEvent[]): void;
  /** The rows on the screen are older than the cursor: fetch them anew; reject when that fails. */
  onRefetch(reason: string): Promise<void>;
  onFault(fault: Fault): void;
  /** What to draw has changed. */
  onChange(view: ConnectionView): void;
}
