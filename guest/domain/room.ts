import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { Housekeeping, Room, RoomService, RoomType } from "../contract/types";

const CODE = /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,15}$/u;
const NAME_LENGTH = 80;
const MAX_CAPACITY = 20;
const FLOORS = { least: -9, most: 200 };

export interface RoomTypeRequest {
  code: string;
  name?: string;
  capacity?: number;
}

export interface RoomRequest {
  number: string;
  roomType: string;
  floor?: number;
  housekeeping?: Housekeeping;
}

/** The room type that a request adds, or everything that is wrong with it. */
export function decideRoomType(
  request: RoomTypeRequest,
  id: string,
  propertyId: number,
): Outcome<RoomType, "request_invalid"> {
  const code = request.code.trim();
  const name = readText("name", request.name ?? code, NAME_LENGTH);
  const capacity = request.capacity ?? 2;
  const errors: FieldError[] = [];
  if (!CODE.test(code)) errors.push(badCode("code", code));
  if (name !== null && typeof name !== "string") errors.push(name);
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > MAX_CAPACITY)
    errors.push(outOfRange("capacity", capacity, 1, MAX_CAPACITY));
  if (errors.length > 0 || (name !== null && typeof name !== "string")) return refuse("request_invalid", { errors });
  return accept({ id, version: 1, propertyId, code, name: name ?? code, capacity });
}

/** The room that a request adds: vacant, in service, and clean unless said otherwise. */
export function decideRoom(
  request: RoomRequest,
  making: { id: string; now: Date; propertyId: number; roomType: RoomType | null },
): Outcome<Room, "request_invalid"> {
  const { id, now, propertyId, roomType } = making;
  const number = request.number.trim();
  const floor = request.floor ?? null;
  const errors: FieldError[] = [];
  if (!CODE.test(number)) errors.push(badCode("number", number));
  if (floor !== null && (!Number.isInteger(floor) || floor < FLOORS.least || floor > FLOORS.most))
    errors.push(outOfRange("floor", floor, FLOORS.least, FLOORS.most));
  if (roomType === null)
    errors.push({ path: "roomType", code: "unknown", message: `there is no room type ${quote(request.roomType)}` });
  if (errors.length > 0 || roomType === null) return refuse("request_invalid", { errors });
  const state = { occupancy: "vacant", housekeeping: request.housekeeping ?? "clean", service: "in" } as const;
  const of = { roomTypeId: roomType.id, roomType: roomType.code };
  return accept({ id, version: 1, propertyId, number, ...of, floor, ...state, updatedAt: now.toISOString() });
}

/** The room with another state of its housekeeping or service. Occupancy changes by check-in and check-out alone. */
export function decideRoomState(
  room: Room,
  request: { housekeeping?: Housekeeping; service?: RoomService },
): Outcome<Room, "request_invalid"> {
  if (request.housekeeping === undefined && request.service === undefined) {
    const message = "give housekeeping, service or both";
    return refuse("request_invalid", { errors: [{ path: "housekeeping", code: "missing", message }] });
  }
  const { housekeeping = room.housekeeping, service = room.service } = request;
  return accept({ ...room, housekeeping, service });
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 40));
const badCode = (path: string, text: string): FieldError => ({
  path,
  code: "not_a_code",
  message: `${quote(text)} is not 1 to 16 letters, digits, spaces or . _ / -, beginning with a letter or digit`,
});
const outOfRange = (path: string, value: number, least: number, most: number): FieldError => ({
  path,
  code: "out_of_range",
  message: `${value} is no whole number from ${least} to ${most}`,
});
