import type { RevenueRecordedData } from "../../finance/contract/events";
import type { Reservation, Room, ServiceRequest } from "../../guest/contract/types";
import type { PropertyData } from "../../identity/contract/events";
import type { Attendance, Task } from "../../staff/contract/types";

/** One entity as far as numbers are made of it. The newest version counts. */
export interface Fact {
  kind: "room" | "stay" | "request" | "attendance";
  id: string;
  version: number;
  state: string;
  arrival: string | null;
  departure: string | null;
  checkedInOn: string | null;
  checkedOutOn: string | null;
}

/** A line of revenue. It never changes, so it counts once. */
export type Line = Pick<RevenueRecordedData, "id" | "businessDate" | "source" | "currency" | "amountMinor">;

/** The facts of a property that its numbers depend on. */
export type Place = Pick<PropertyData, "businessDate" | "currency"> & { version: number };

/** What a batch of events says of one property. */
export interface Changes {
  facts: Fact[];
  lines: Line[];
  /** The newest. */
  place: Place | null;
  /** Rows changed beside the events, or the content of one is gone: only counting them anew helps. */
  isStale: boolean;
}

export const noChanges = (): Changes => ({ facts: [], lines: [], place: null, isStale: false });

/** An event as far as it is read here. Its `data` is what the schema of its type says. */
export interface SourceEvent {
  type: string;
  propertyId: number | null;
  entity: { kind: string; id: string; version: number };
  data: object | null;
}

const COUNTED = new Set(["room", "reservation", "service-request", "task", "attendance", "revenue", "property"]);

/** What the events say, by property, whichever of the streams that are followed they are from. */
export function changesOf(events: readonly SourceEvent[]): Map<number, Changes> {
  const byProperty = new Map<number, Changes>();
  for (const event of events) {
    if (event.propertyId === null || (event.type !== "rows-invalidated" && !COUNTED.has(event.entity.kind))) continue;
    let changes = byProperty.get(event.propertyId);
    if (changes === undefined) byProperty.set(event.propertyId, (changes = noChanges()));
    note(changes, event);
  }
  return byProperty;
}

function note(changes: Changes, { type, entity, data }: SourceEvent): void {
  if (type === "rows-invalidated" || data === null) {
    changes.isStale = true;
    return;
  }
  const row = { ...data, id: entity.id, version: entity.version };
  switch (entity.kind) {
    case "room":
      changes.facts.push(factOfRoom(row as Room));
      break;
    case "reservation":
      changes.facts.push(factOfStay(row as Reservation));
      break;
    case "service-request":
      changes.facts.push(factOfRequest(row as ServiceRequest));
      break;
    case "task":
      changes.facts.push(factOfTask(row as Task));
      break;
    case "attendance":
      changes.facts.push(factOfAttendance(row as Attendance));
      break;
    case "revenue":
      changes.lines.push(data as RevenueRecordedData);
      break;
    case "property":
      if (changes.place === null || changes.place.version < entity.version)
        changes.place = { ...(data as PropertyData), version: entity.version };
      break;
    default:
  }
}

/** Joins what came later to what came before; the order makes no difference. */
export function join(into: Changes, more: Changes): void {
  into.facts.push(...more.facts);
  into.lines.push(...more.lines);
  into.isStale ||= more.isStale;
  if (more.place !== null && (into.place === null || into.place.version < more.place.version)) into.place = more.place;
}

const DATELESS = { arrival: null, departure: null, checkedInOn: null, checkedOutOn: null };

export const factOfRoom = ({
  id,
  version,
  occupancy,
  service,
}: Pick<Room, "id" | "version" | "occupancy" | "service">): Fact => ({
  kind: "room",
  id,
  version,
  state: service === "ooo" ? "ooo" : occupancy,
  ...DATELESS,
});

type Stay = Pick<Reservation, "id" | "version" | "state" | "arrival" | "departure" | "checkedInOn" | "checkedOutOn">;

export const factOfStay = ({ id, version, state, arrival, departure, checkedInOn, checkedOutOn }: Stay): Fact => ({
  kind: "stay",
  id,
  version,
  state,
  arrival,
  departure,
  checkedInOn,
  checkedOutOn,
});

const TO_DO: ReadonlySet<string> = new Set(["open", "assigned", "accepted", "in_progress"]);

/** What a guest has asked for: at the desk, or as a task of the staff. */
export const factOfRequest = ({
  id,
  version,
  state,
}: Pick<Task, "id" | "version"> & { state: Task["state"] | ServiceRequest["state"] }): Fact => ({
  kind: "request",
  id,
  version,
  state: TO_DO.has(state) ? "open" : "closed",
  ...DATELESS,
});

/** A task is a request of a guest as long as its kind says so; one that is something else now is none that is still to be done. */
export const factOfTask = ({ id, version, state, kind }: Pick<Task, "id" | "version" | "state" | "kind">): Fact =>
  factOfRequest({ id, version, state: kind === "guest_request" ? state : "done" });

export const factOfAttendance = ({ id, version, endedAt }: Pick<Attendance, "id" | "version" | "endedAt">): Fact => ({
  kind: "attendance",
  id,
  version,
  state: endedAt === null ? "on" : "off",
  ...DATELESS,
});
