import type { EventClass } from "../contract/event";

/** An event with the fields that the log takes, in their order. */
export interface ReadEvent {
  id: string;
  type: string;
  v: number;
  at: string;
  propertyId: number | null;
  entity: { kind: string; id: string; version: number };
  actorId: string;
  class: EventClass;
  data: Record<string, unknown> | null;
  /** Of an event that was erased on its way: the hash of what it held. */
  hash?: string | undefined;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TYPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** A day that every month has, in UTC. */
const AT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/**
 * An event that is as nearly all are; null for any other, which may be good all the same: the schema of batch.ts decides, and says what
 * is wrong. Nothing that the schema refuses passes here.
 */
export function plainEvent(candidate: unknown): ReadEvent | null {
  const { id, type, v, at, propertyId, entity, actorId, class: eventClass, data } = (candidate ?? {}) as ReadEvent;
  const { kind, id: entityId, version } = (entity ?? {}) as ReadEvent["entity"];
  const isPlain =
    typeof id === "string" &&
    UUID_V7.test(id) &&
    isShort(type, 80) &&
    TYPE.test(type) &&
    isPositive(v) &&
    typeof at === "string" &&
    AT.test(at) &&
    (propertyId === null || isPositive(propertyId)) &&
    isShort(kind, 80) &&
    isShort(entityId, 200) &&
    isPositive(version) &&
    isShort(actorId, 200) &&
    (eventClass === "normal" || eventClass === "restricted") &&
    typeof data === "object" &&
    data !== null &&
    Object.getPrototypeOf(data) === Object.prototype;
  if (!isPlain || Object.hasOwn(data, "__proto__") || "hash" in (candidate as object)) return null;
  const place = { kind, id: entityId, version };
  return { id, type, v, at, propertyId, entity: place, actorId, class: eventClass, data };
}

const isShort = (value: unknown, limit: number): boolean =>
  typeof value === "string" && value.length > 0 && value.length <= limit;

const isPositive = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
