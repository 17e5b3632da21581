import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";

/** The position that a list gave, or null for the beginning. Throws `cursor_invalid` for anything else. */
export function readCursor<K>(keys: { decode(cursor: string): K | null }, cursor: string | undefined): K | null {
  if (cursor === undefined || cursor === "") return null;
  return keys.decode(cursor) ?? (orThrow(refuse("cursor_invalid"), guestErrors) as never);
}
