import { problemText } from "../problem";
import { DataDirInUse, takeDataDir } from "../services/data-dir";
import { UserError } from "./command";
import { portProblem } from "./doctor/port";
import type { Settings } from "./settings";

/** The data directory and the port are ours, or it is said who has them. Returns the release. */
export async function takePlace({ dataDir, host, port }: Settings): Promise<() => void> {
  const release = takeData(dataDir, port);
  const taken = await portProblem(host, port);
  if (!taken) return release;
  release();
  throw new UserError(problemText(taken));
}

/** The data directory alone. */
export function takeData(dataDir: string, port: number): () => void {
  try {
    return takeDataDir(dataDir, port);
  } catch (error) {
    if (error instanceof Error && "syscall" in error)
      throw new UserError(
        `The data directory ${dataDir} cannot be used: ${error.message}. Choose another: LOBBY_DATA_DIR=<directory>`,
      );
    if (!(error instanceof DataDirInUse)) throw error;
    throw new UserError(
      `Lobby is running already: ${error.message}\nStop it first, or give this one its own LOBBY_DATA_DIR and PORT.`,
    );
  }
}
