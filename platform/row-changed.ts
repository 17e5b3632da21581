import { iso, literal, number, object, string, uuid, type ZodObject, type ZodRawShape, type ZodType } from "zod";
import type { EntityRef } from "./events";

/**
 * An event that carries its entity whole, as it is from now on: the newest says all that earlier ones said, so its type is state-like.
 * `Data` has the fields of the row but for `propertyId` and `version`, which stand in the envelope.
 */
export interface RowChangedV1<Type extends string, Data> {
  id: string;
  type: Type;
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal";
  data: Data;
}

/** A row that such events carry. */
interface Row {
  id: string;
  version: number;
  propertyId: number;
}

/** What is known of the change beside the row. */
export interface Change {
  eventId: string;
  now: Date;
  actorId: string;
}

/** The event that brings the row to the screens. Its type is the entity's kind with `-changed`. */
export function rowChanged<Kind extends string, R extends Row>(
  kind: Kind,
  { version, propertyId, ...data }: R,
  { eventId, now, actorId }: Change,
): RowChangedV1<`${Kind}-changed`, Omit<R, "version" | "propertyId">> {
  const type: `${Kind}-changed` = `${kind}-changed`;
  const entity = { kind, id: data.id, version };
  return { id: eventId, type, v: 1, at: now.toISOString(), propertyId, entity, actorId, class: "normal", data };
}

/** The schema of such an event. @param id what ids of its entity look like */
export const rowChangedSchema = <Kind extends string, Shape extends ZodRawShape>(
  kind: Kind,
  data: ZodObject<Shape>,
  id: ZodType<string> = uuid(),
) =>
  object({
    id: uuid(),
    type: literal(`${kind}-changed` as const),
    v: literal(1),
    at: iso.datetime(),
    propertyId: number().int().positive(),
    entity: object({ kind: literal(kind), id, version: number().int().positive() }),
    actorId: string().min(1),
    class: literal("normal"),
    data,
  });
