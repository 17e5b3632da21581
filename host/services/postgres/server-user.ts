import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { PostgresUnavailable } from "./binaries";

/** Which account runs the server and how its programs are started under it. */
export interface ServerUser {
  /** Absent: the account of this process. */
  ids?: { uid: number; gid: number };
  /** Command put before the program when a plain change of account is not enough. */
  prefix: string[];
}

/**
 * PostgreSQL refuses to run as root. Started as root it runs as the owner of the data, else as `postgres`, else as `nobody`.
 * Where that account may not enter the folders on the way (a checkout below /root), it gets the one right to pass them.
 */
export function serverUser(dataDir: string, mustReach: string[]): ServerUser {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const ids = ownerOf(dataDir) ?? account("postgres") ?? account("nobody");
  if (!ids)
    throw new PostgresUnavailable(
      "PostgreSQL cannot run as root, and there is no account postgres or nobody to use instead.",
    );
  if (mustReach.every((path) => isReachable(path, ids))) return { ids, prefix: [] };
  const setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].find(existsSync);
  if (!setpriv) {
    throw new PostgresUnavailable(
      `PostgreSQL cannot run as root, and user ${ids.uid} may not enter ${mustReach.find((path) => !isReachable(path, ids))}. ` +
        "Start as an ordinary user, move the checkout out of the private folder, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
  const rights = "-all,+dac_override";
  return {
    prefix: [
      setpriv,
      `--reuid=${ids.uid}`,
      `--regid=${ids.gid}`,
      "--clear-groups",
      "--securebits=+no_setuid_fixup", // access(2) must see the right too
      `--inh-caps=${rights}`,
      `--ambient-caps=${rights}`,
      `--bounding-set=${rights}`,
    ],
    ids,
  };
}

function ownerOf(dataDir: string): { uid: number; gid: number } | undefined {
  const stat = statSync(dataDir, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined;
}

function account(name: string): { uid: number; gid: number } | undefined {
  try {
    accessSync("/etc/passwd", constants.R_OK);
  } catch {
    return undefined;
  }
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** May the account pass every folder above `path`? */
function isReachable(path: string, ids: { uid: number; gid: number }): boolean {
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    const stat = statSync(dir, { throwIfNoEntry: false });
    if (stat) {
      const enter = stat.uid === ids.uid ? 0o100 : stat.gid === ids.gid ? 0o010 : 0o001;
      if (!(stat.mode & enter)) return false;
    }
    if (dir === dirname(dir)) return true;
  }
}
