import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { Client, DatabaseError } from "pg";
import { readOpening } from "./startup-message";

/** A listening proxy. */
export interface ConnectionProxy {
  /** The connection string of a database, by the name that the application gives it. */
  urlOf(name: string): string;
  /** Cuts every connection. */
  close(): Promise<void>;
}

const OPENING_MS = 10_000;

/**
 * What stands between an application and PostgreSQL under Encore (facts 10.2): on the loopback address it takes any user and
 * password, logs in as the application's role, and drops the settings that the client asked for, such as application_name.
 * `backendUrl` gives the real connection string of a database.
 */
export async function startConnectionProxy(backendUrl: (name: string) => string): Promise<ConnectionProxy> {
  const open = new Set<Socket>();
  const running: Running = new Map();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // Whoever is on the other side learns of it by the end of the connection.
    socket.on("error", () => {});
    socket.setTimeout(OPENING_MS, () => socket.destroy());
    serve(socket, backendUrl, running).catch(() => socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    urlOf: (name) => `postgresql://encore:password@127.0.0.1:${port}/${encodeURIComponent(name)}?sslmode=disable`,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Where a connection leads, by the key that its client must show to cancel what runs on it. */
type Running = Map<string, URL>;

async function serve(socket: Socket, backendUrl: (name: string) => string, running: Running): Promise<void> {
  const opening = await readOpening(socket);
  if (opening === null) return void socket.destroy();
  socket.setTimeout(0);
  if (opening.kind === "cancel") return cancel(socket, opening.message, running);
  let url: string;
  let backend: Backend;
  try {
    url = backendUrl(opening.parameters.get("database") ?? opening.parameters.get("user") ?? "");
    backend = await logIn(url);
  } catch (error) {
    return void socket.end(refusal(error as Error));
  }
  // It left while we were logging in.
  if (socket.destroyed) return void backend.stream.destroy();
  const key = backend.key.toString("hex");
  running.set(key, new URL(url));
  socket.on("close", () => running.delete(key));
  socket.write(backend.greeting);
  join(socket, backend.stream);
}

/** A connection that has logged in, with what the client must hear of it. */
interface Backend {
  stream: Duplex;
  greeting: Buffer;
  /** Process and secret. */
  key: Buffer;
}

/** pg logs in (whatever way the server wants, encrypted where it must be), then lets go of the connection. */
async function logIn(connectionString: string): Promise<Backend> {
  const client = new Client({ connectionString, application_name: "encore" });
  client.on("error", () => {});
  const { connection } = client as unknown as PgInternals;
  const settings: Buffer[] = [];
  connection.on("parameterStatus", ({ parameterName, parameterValue }) =>
    settings.push(message("S", Buffer.from(`${parameterName}\0${parameterValue}\0`))),
  );
  await client.connect();
  const { processID, secretKey } = client as unknown as PgInternals;
  connection.stream.removeAllListeners("data");
  const key = Buffer.alloc(8);
  key.writeInt32BE(processID, 0);
  key.writeInt32BE(secretKey, 4);
  const parts = [message("R", Buffer.alloc(4)), ...settings, message("K", key), message("Z", Buffer.from("I"))];
  return { stream: connection.stream, greeting: Buffer.concat(parts), key };
}

/** What is used of pg's client beyond its declared type. */
interface PgInternals {
  connection: {
    stream: Duplex;
    on(event: "parameterStatus", listener: (message: { parameterName: string; parameterValue: string }) => void): void;
  };
  processID: number;
  secretKey: number;
}

/** From here on bytes go both ways as they are. */
function join(socket: Socket, backend: Duplex): void {
  socket.on("close", () => backend.destroy());
  backend.on("error", () => socket.destroy());
  backend.on("close", () => socket.end());
  socket.pipe(backend).pipe(socket);
}

/** On a connection of its own, as PostgreSQL wants it; it says nothing. */
function cancel(socket: Socket, request: Buffer, running: Running): void {
  const url = running.get(request.subarray(8).toString("hex"));
  if (!url) return void socket.destroy();
  const backend = connect(Number(url.port || 5432), url.hostname.replace(/^\[|\]$/g, ""));
  backend.on("error", () => {}).on("close", () => socket.destroy());
  backend.end(request);
}

/** PostgreSQL's own word where there is one. */
function refusal(error: Error): Buffer {
  const code = error instanceof DatabaseError ? error.code : undefined;
  const fields = { S: "FATAL", V: "FATAL", C: code ?? "08006", M: error.message };
  const body = Object.entries(fields).map(([field, value]) => `${field}${value}\0`);
  return message("E", Buffer.from(`${body.join("")}\0`));
}

function message(code: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5, code);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
