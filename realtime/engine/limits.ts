/** A number of an environment variable; the default when it is not set. */
function limit(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${name} is ${text}: it must be a whole number from 0`);
  return value;
}

/** How many connections a process, a login and an organisation may have (RT24). */
export interface ConnectionLimits {
  /** At about 10 KB each they must not take what the rest of the process needs. */
  process: number;
  login: number;
  organisation: number;
}

export const connectionLimits = (): ConnectionLimits => ({
  process: limit("LOBBY_MAX_CONNECTIONS", 20_000),
  login: limit("LOBBY_MAX_CONNECTIONS_PER_LOGIN", 1000),
  organisation: limit("LOBBY_MAX_CONNECTIONS_PER_ORGANISATION", 10_000),
});

const MIB = 1024 * 1024;

/** Memory for the newest events of one organisation, and for those of all with what is prepared of them. */
export const memoryLimits = (): { ringBytes: number; memoryBytes: number } => ({
  ringBytes: limit("LOBBY_EVENT_MEMORY_PER_ORGANISATION_MIB", 4) * MIB,
  memoryBytes: limit("LOBBY_EVENT_MEMORY_MIB", 64) * MIB,
});

/** Within Encore's budget of 5 s, with time to spare for what is still to be done then. */
const DRAIN_MS = 4000;

/** Over how long clients leave a server that stops (RT23). In development nobody wants to wait for it. */
export const drainMs = (isDevelopment: boolean): number => limit("LOBBY_DRAIN_MS", isDevelopment ? 0 : DRAIN_MS);
