import { api, type StreamIn } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import type { Connection } from "../engine/connection";
import { connections } from "../engine/engine";

/** What a client sends, as loose as it can be declared: Encore drops what does not fit, and a bad handshake deserves an answer. */
interface ClientMessage {
  type?: unknown;
  services?: unknown;
  version?: unknown;
  lastSeq?: unknown;
  epoch?: unknown;
  properties?: unknown;
  encodings?: unknown;
  coalesce?: unknown;
  ack?: unknown;
  seq?: unknown;
  ticket?: unknown;
  token?: unknown;
}

/** Every field of every frame: Encore sends those that are declared. The frames themselves are in contract/. */
interface ServerMessage {
  type: string;
  timestamp: string;
  seq?: number;
  version?: number;
  connectionId?: string;
  head?: number;
  epoch?: string;
  services?: string[];
  denied?: string[];
  channels?: Record<string, { n: number; digest: string }>;
  limits?: {
    pingMs: number;
    handshakeMs: number;
    replayFromSeq: number;
    windowBytes?: number;
    authExpiresAt: string;
  };
  reconnectInMs?: number;
  expiresAt?: string;
  required?: boolean;
  service?: string;
  events?: unknown;
  encodings?: string[];
  encoding?: string;
  count?: number;
  data?: string;
  reason?: string;
  message?: string;
  retryAfterMs?: number;
  errors?: { path: string; code: string; message: string }[];
  allowed?: unknown;
  errorId?: string;
}

/** The events of the caller's organisation, live and replayed, as SPEC.md says. */
export const stream = api.streamInOut<ClientMessage, ServerMessage>(
  { expose: true, auth: true, path: "/v2/realtime/stream" },
  async (socket) => {
    const connection = connections.add(caller(), {
      send: (frame) => socket.send(frame),
      close: () => socket.close(),
    });
    hear(socket, connection);
  },
);

/**
 * Tells the connection what its client sends, and its end. A stream lives on when its handler has returned; one that waited for the
 * end would keep, with the middleware around it, a dozen promises for each connection.
 */
function hear(socket: Pick<StreamIn<ClientMessage>, "recv">, connection: Connection): void {
  socket.recv().then(
    (message) => {
      connection.tell({ type: "message", message });
      hear(socket, connection);
    },
    () => connection.tell({ type: "gone" }),
  );
}
