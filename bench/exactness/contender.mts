import type { Network } from "../../tests/chaos/network";
import type { Entry } from "../../tests/chaos/trail";

/** What one client saw. */
export interface Client {
  seen: Entry[];
  connections: number;
}

/** A server with its clients, behind a network that can be bad. */
export interface Contender {
  name: string;
  network: Network;
  end: (how: "SIGKILL" | "SIGTERM") => Promise<unknown>;
  start: () => Promise<unknown>;
  /** Resolves to whether it was acknowledged. */
  publish: (id: string) => Promise<boolean>;
  /** What every client saw, once what was acknowledged has had all the time that it needs. */
  clients: (acknowledged: string[]) => Promise<{ clients: Client[]; expected: Entry[] }>;
  stop: () => Promise<void>;
}
