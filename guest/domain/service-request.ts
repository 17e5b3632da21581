import { readInstant } from "../../platform/instant";
import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { type Steps, takeStep } from "../../platform/steps";
import { readText } from "../../platform/text";
import type {
  RequestCategory,
  RequestChannel,
  RequestState,
  RequestStep,
  Reservation,
  Room,
  ServiceRequest,
} from "../contract/types";

/** The life of a request (G12). One that has ended in error is opened again. */
export const REQUEST_STEPS: Steps<RequestState, RequestStep> = {
  start: { from: ["open"], to: "in_progress" },
  finish: { from: ["open", "in_progress"], to: "done" },
  cancel: { from: ["open", "in_progress"], to: "cancelled" },
  reopen: { from: ["done", "cancelled"], to: "open" },
};

/** What is still to be done. */
export const OPEN_REQUESTS: readonly RequestState[] = ["open", "in_progress"];

/** Minutes until a request is due, where the one who notes it promises no time. */
export const DUE_MINUTES: Readonly<Record<RequestCategory, number>> = {
  housekeeping: 30,
  maintenance: 60,
  food: 30,
  information: 15,
  other: 60,
};
const MINUTE_MS = 60_000;
const TEXT_LENGTH = 500;

export interface RequestFields {
  wish: string;
  category?: RequestCategory;
  channel?: RequestChannel;
  /** The room's number. */
  room?: string;
  reservationId?: string;
  dueAt?: string;
}

/** Where and whose a request is, as far as it names that. */
export interface RequestMaking {
  id: string;
  propertyId: number;
  personId: string;
  now: Date;
  /** The room with the number that the request names; null when there is none. */
  room: Room | null;
  /** The stay that the request names; null when the property has none with the id. */
  stay: Reservation | null;
}

/** The request that somebody notes, or everything that is wrong with it at once. A stay brings its room, where no other is named. */
export function decideRequest(
  fields: RequestFields,
  { id, propertyId, personId, now, room, stay }: RequestMaking,
): Outcome<ServiceRequest, "request_invalid"> {
  const { category = "other", channel = "desk" } = fields;
  const wish = readText("wish", fields.wish, TEXT_LENGTH) ?? {
    path: "wish",
    code: "required",
    message: "is empty; say what the guest asks for",
  };
  const dueAt = isGiven(fields.dueAt)
    ? readInstant("dueAt", fields.dueAt)
    : new Date(now.getTime() + DUE_MINUTES[category] * MINUTE_MS).toISOString();
  const errors: FieldError[] = [wish, dueAt].filter((read) => typeof read !== "string");
  if (isGiven(fields.room) && room === null) errors.push(unknown("room", "room", fields.room));
  if (isGiven(fields.reservationId) && stay === null)
    errors.push(unknown("reservationId", "reservation", fields.reservationId));
  if (errors.length > 0 || typeof wish !== "string" || typeof dueAt !== "string")
    return refuse("request_invalid", { errors });
  return accept({
    id,
    version: 1,
    propertyId,
    category,
    channel,
    wish,
    roomId: room?.id ?? stay?.roomId ?? null,
    roomNumber: room?.number ?? stay?.roomNumber ?? null,
    reservationId: stay?.id ?? null,
    dueAt,
    state: "open",
    handledBy: null,
    resolution: null,
    endedAt: null,
    createdBy: personId,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  });
}

/** The request behind a step, at its next version. */
export function decideStep(
  request: ServiceRequest,
  step: RequestStep,
  { resolution, personId, now }: { resolution: string | undefined; personId: string; now: Date },
): Outcome<ServiceRequest, "step_not_possible" | "request_invalid"> {
  const next = takeStep(REQUEST_STEPS, request.state, step);
  if (!next.ok) return next;
  const text = readText("resolution", resolution, TEXT_LENGTH);
  if (text !== null && typeof text !== "string") return refuse("request_invalid", { errors: [text] });
  const isOver = !OPEN_REQUESTS.includes(next.value);
  if (text !== null && !isOver) {
    const message = `comes with the steps finish and cancel, not with ${step}`;
    return refuse("request_invalid", { errors: [{ path: "resolution", code: "not_allowed", message }] });
  }
  return accept({
    ...request,
    version: request.version + 1,
    state: next.value,
    handledBy: personId,
    resolution: text,
    endedAt: isOver ? now.toISOString() : null,
    updatedAt: now.toISOString(),
  });
}

const isGiven = (text: string | undefined): text is string => text !== undefined && text !== "";

const unknown = (path: string, what: string, text: string): FieldError => ({
  path,
  code: "unknown",
  message: `there is no ${what} ${JSON.stringify(text.slice(0, 40))} at this property`,
});
