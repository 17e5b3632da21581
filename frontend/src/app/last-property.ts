import type { contract } from "../api/client.gen";
import { readStored, writeStored } from "../lib/storage";

const STORED_AT = "lobby.property";

export function rememberProperty(id: number): void {
  writeStored(STORED_AT, String(id));
}

/** The property of the last visit, if it is still one of the person's; else the first. Null for somebody without any. */
export function homeProperty(me: contract.Me): contract.MyProperty | null {
  const last = Number(readStored(STORED_AT));
  return me.properties.find(({ id }) => id === last) ?? me.properties[0] ?? null;
}
