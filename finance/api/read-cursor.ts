import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { financeErrors } from "../contract/errors";
import { revenueCursor, type RevenuePosition } from "../store/revenue.read";

/** Where a list goes on, by when and id of its last row; null from its beginning. */
export function readCursor(cursor: string | undefined): RevenuePosition | null {
  if (cursor === undefined || cursor === "") return null;
  return revenueCursor.decode(cursor) ?? orThrow(refuse("cursor_invalid"), financeErrors);
}
