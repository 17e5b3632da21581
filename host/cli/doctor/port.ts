import type { Problem } from "../../problem";
import { isPortFree, portHolder } from "../../services/port";

/** Another program listens where we would, or this machine has no such address. */
export async function portProblem(host: string, port: number): Promise<Problem | null> {
  try {
    if (await isPortFree(host, port)) return null;
  } catch (error) {
    return {
      cause: `Cannot listen on ${host}:${port}: ${(error as Error).message}.`,
      remedy: "Correct LOBBY_HOST (an address of this machine) or PORT.",
    };
  }
  return {
    cause: `Port ${port} on ${host} is in use by ${portHolder(port) ?? "another program"}.`,
    remedy: `Stop it, or choose another port: PORT=${port + 1}`,
  };
}
