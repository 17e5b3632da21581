import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { type Lobby, type LobbyOptions, newDataDir, spawnLobby } from "../../host/testing/host-process";

export { freePort, type Lobby, type LobbyOptions, newDataDir, root, spawnLobby } from "../../host/testing/host-process";

export const dropDataDir = (dir: string): void => rmSync(dir, { recursive: true, force: true });

/** A server that runs already, by Encore's own tools for example; journeys are run against it as it is. */
function given(url: string): Lobby {
  const ended = Promise.resolve({ code: 0, signal: null });
  const nothing = async (): Promise<void> => {};
  const self = { pid: undefined, kill: () => false } as unknown as ChildProcess;
  return {
    port: Number(new URL(url).port),
    url,
    dataDir: newDataDir(),
    process: self,
    output: () => "",
    printed: nothing,
    ended,
    stop: () => ended,
  };
}

/** Starts Lobby and waits until it serves; with LOBBY_TEST_URL set, takes that server instead. */
export async function startLobby(options: LobbyOptions = {}): Promise<Lobby> {
  const url = process.env["LOBBY_TEST_URL"];
  if (url !== undefined && url !== "") return given(url);
  const lobby = await spawnLobby(options);
  await lobby.printed("Lobby is ready on");
  return lobby;
}
