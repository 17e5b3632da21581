import type { Described } from "./described";

const timestamp = "2026-11-20T19:00:00.000Z";
const person = "01997d29-0000-7000-8000-000000000001";
const envelope = {
  id: "01997d2a-7c1e-7b3a-9d56-0f0c4a1e5b22",
  v: 1,
  at: timestamp,
  propertyId: 1,
  actorId: person,
  class: "normal",
};
const room = {
  id: "01997d2a-0000-7f02-8a44-000000000204",
  number: "204",
  roomTypeId: "01997d2a-0000-7f02-8a44-0000000000d0",
  roomType: "DBL",
  floor: 2,
  occupancy: "occupied",
  housekeeping: "clean",
  service: "in",
  updatedAt: timestamp,
};
const stay = {
  id: "01997d2a-7c1d-7f02-8a44-7a11b2c3d4e5",
  confirmation: "7K3QX9M24T",
  state: "checked_in",
  guestId: "01997d2a-7c1d-7f02-8a44-7a11b2c3d4e6",
  guestName: "Ines Carvalho",
  guestEmail: null,
  guestPhone: null,
  isVip: false,
  roomTypeId: room.roomTypeId,
  roomType: "DBL",
  roomId: room.id,
  roomNumber: "204",
  arrival: "2026-11-20",
  departure: "2026-11-22",
  nights: 2,
  adults: 2,
  nightlyRateMinor: 12_900,
  currency: "EUR",
  eta: "15:00",
  notes: null,
  checkedInOn: "2026-11-20",
  checkedOutOn: null,
  createdBy: person,
  createdAt: timestamp,
  updatedAt: timestamp,
};
const idDocument = {
  id: "01997d2a-7c1d-7f02-8a44-7a11b2c3d501",
  guestId: stay.guestId,
  reservationId: stay.id,
  type: "passport",
  country: "PRT",
  numberLast4: "4567",
  expiresOn: "2031-05-14",
  views: 0,
  recordedBy: person,
  recordedAt: timestamp,
};
/** An event of guest about one of its rows. */
const about = (
  type: string,
  kind: string,
  data: Record<string, unknown>,
  version: number,
): Record<string, unknown> => ({
  ...envelope,
  type,
  entity: { kind, id: data["id"], version },
  data,
});
const unarrived = { ...stay, checkedInOn: null };

/** By service and type of event: what the reference says of the events of guest. */
export const GUEST_WORDS: Record<string, Described> = {
  "guest/room-type-added": {
    summary: "A kind of room is sold from now on.",
    examples: [
      about("room-type-added", "room-type", { id: room.roomTypeId, code: "DBL", name: "Double", capacity: 2 }, 1),
    ],
  },
  "guest/room-added": {
    summary: "The property has a further room.",
    examples: [about("room-added", "room", { ...room, occupancy: "vacant" }, 1)],
  },
  "guest/room-state-changed": {
    summary: "A room's occupancy, housekeeping or service changed; data is the room as it is now.",
    examples: [about("room-state-changed", "room", room, 12)],
  },
  ...Object.fromEntries(
    Object.entries({
      "reservation-made": [
        "A reservation was made.",
        { ...unarrived, state: "confirmed", roomId: null, roomNumber: null },
      ],
      "reservation-edited": [
        "A reservation's dates, guest or rate changed; data is the reservation as it is now.",
        stay,
      ],
      "room-assigned": ["A reservation got a room.", { ...unarrived, state: "assigned" }],
      "room-unassigned": [
        "A reservation has no room any more.",
        { ...unarrived, state: "confirmed", roomId: null, roomNumber: null },
      ],
      "guest-checked-in": ["A guest has moved in.", stay],
      "check-in-undone": ["A check-in was taken back.", { ...unarrived, state: "assigned" }],
      "stay-due-out": ["The day has come on which the guest leaves.", { ...stay, state: "due_out" }],
      "guest-checked-out": ["A guest has left.", { ...stay, state: "checked_out", checkedOutOn: "2026-11-22" }],
      "check-out-undone": ["A check-out was taken back.", stay],
      "reservation-cancelled": [
        "A reservation was cancelled; its room can be sold.",
        { ...unarrived, state: "cancelled" },
      ],
      "guest-not-arrived": ["Nobody came; the room can be sold.", { ...unarrived, state: "no_show" }],
    } as const).map(([type, [summary, data]]): [string, Described] => [
      `guest/${type}`,
      { summary, examples: [about(type, "reservation", data, 3)] },
    ]),
  ),
  "guest/id-document-recorded": {
    summary: "A document that a guest has shown was recorded; its number comes masked. Restricted.",
    examples: [{ ...about("id-document-recorded", "id-document", idDocument, 1), class: "restricted" }],
  },
  "guest/id-document-viewed": {
    summary: "Somebody has seen the whole number of a document. Restricted.",
    examples: [{ ...about("id-document-viewed", "id-document", { ...idDocument, views: 1 }, 2), class: "restricted" }],
  },
  "guest/checkin-batch-processed": {
    summary: "Rows of a list of guests were checked in or refused; `items` are those that no event told of before.",
    examples: [
      about(
        "checkin-batch-processed",
        "checkin-batch",
        {
          id: "01997d2a-7c1d-7f02-8a44-7a11b2c3d601",
          batchKey: "tour-2026-11-20",
          ok: 1,
          failed: 1,
          documents: 1,
          startedBy: person,
          startedAt: timestamp,
          updatedAt: timestamp,
          items: [
            {
              row: 1,
              rowKey: "1",
              status: "ok",
              reservationId: stay.id,
              confirmation: stay.confirmation,
              guestName: stay.guestName,
              roomNumber: "204",
              documents: 1,
              reason: null,
            },
            {
              row: 2,
              rowKey: "2",
              status: "error",
              reservationId: null,
              confirmation: null,
              guestName: null,
              roomNumber: null,
              documents: 0,
              reason: "room_not_ready",
            },
          ],
        },
        1,
      ),
    ],
  },
  "guest/service-request-changed": {
    summary: "A guest's request was noted or took a step; data is the request as it is now.",
    examples: [
      about(
        "service-request-changed",
        "service-request",
        {
          id: "01997d2a-7c1d-7f02-8a44-7a11b2c3d701",
          category: "maintenance",
          channel: "phone",
          wish: "The air conditioning does not cool",
          roomId: room.id,
          roomNumber: "204",
          reservationId: stay.id,
          dueAt: "2026-11-20T20:00:00.000Z",
          state: "in_progress",
          handledBy: person,
          resolution: null,
          endedAt: null,
          createdBy: person,
          createdAt: timestamp,
          updatedAt: timestamp,
        },
        2,
      ),
    ],
  },
  "guest/rows-invalidated": {
    summary: "Rows changed without events of their own: whoever shows them fetches them anew (RT26).",
    examples: [
      {
        ...envelope,
        type: "rows-invalidated",
        entity: { kind: "rows", id: envelope.id, version: 1 },
        actorId: "system",
        data: { kinds: ["reservation", "room"], reason: "restore" },
      },
    ],
  },
};
