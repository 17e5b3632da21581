import { array, iso, literal, number, object, string, enum as oneOf, type ZodType, uuid } from "zod";
import type { EntityRef } from "./events";

/** Why rows changed without events of their own. */
const REASONS = ["import", "restore", "erasure"] as const;

/**
 * Rows of these kinds changed without events of their own: whoever shows them fetches them anew (RT26). Any service may have it among its
 * events; its entity is of kind `rows`, with the event's own id.
 */
export interface RowsInvalidatedV1 {
  id: string;
  type: "rows-invalidated";
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal";
  data: RowsInvalidatedData;
}

export interface RowsInvalidatedData {
  /** Kinds of entities, as the events of the same service name them. */
  kinds: string[];
  reason: "import" | "restore" | "erasure";
}

export const rowsInvalidated: ZodType<RowsInvalidatedV1> = object({
  id: uuid(),
  type: literal("rows-invalidated"),
  v: literal(1),
  at: iso.datetime(),
  propertyId: number().int().positive(),
  entity: object({ kind: literal("rows"), id: uuid(), version: literal(1) }),
  actorId: string().min(1),
  class: literal("normal"),
  data: object({ kinds: array(string().min(1).max(64)).min(1).max(100), reason: oneOf(REASONS) }),
});
