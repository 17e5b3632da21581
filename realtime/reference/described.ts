import { CHAT_EVENT_WORDS } from "./described-chat";
import { GUEST_WORDS } from "./described-guest";
import { IDENTITY_WORDS } from "./described-identity";
import { REPORTS_WORDS } from "./described-reports";

/** What the reference says of a message, beside its schema. */
export interface Described {
  summary: string;
  examples: Record<string, unknown>[];
}

const timestamp = "2026-11-20T19:00:00.000Z";
const epoch = "5f0c9a1e";
const channels = { "finance/1": { n: 912, digest: "-4m18kKDNcn0nD8O6lZ2K0IpNNLST0CSzLYMXmtP3m0" } };
const granted = { services: ["finance"], denied: ["guest"], channels };
const revenue = {
  id: "01997d2a-7c1d-7f02-8a44-1d2b3c4d5e6f",
  amountMinor: 1_000_000,
  currency: "EUR",
  source: "room",
  paymentMode: "card",
  description: "Room 12",
  bankReference: null,
  businessDate: "2026-11-20",
  occurredAt: timestamp,
  recordedBy: "01997d29-0000-7000-8000-000000000001",
};
/** An event without its place in the log: as a service commits it. */
const envelope = {
  id: "01997d2a-7c1e-7b3a-9d56-0f0c4a1e5b21",
  type: "revenue-recorded",
  v: 1,
  at: timestamp,
  propertyId: 1,
  entity: { kind: "revenue", id: revenue.id, version: 1 },
  actorId: revenue.recordedBy,
  class: "normal",
};
const { digest } = channels["finance/1"];
const place = { seq: 48_211, channel: "finance/1", n: 912, digest };
const authExpiresAt = "2026-12-20T19:00:00.000Z";
const limits = { pingMs: 30_000, handshakeMs: 10_000, replayFromSeq: 40_000, windowBytes: 524_288, authExpiresAt };

/** By the names of SERVER_FRAMES. */
export const SERVER_WORDS: Record<string, Described> = {
  ack: {
    summary: "The first answer to a handshake (RT2): what was granted, and where the log stands.",
    examples: [{ type: "ack", seq: 0, timestamp, version: 1, head: 48_211, epoch, ...granted, limits }],
  },
  event: {
    summary: "Events: a run of one service in ascending seq (RT7). `data` is what the event's type says.",
    examples: [
      {
        type: "event",
        service: "finance",
        events: [{ ...place, ...envelope, data: revenue }],
        seq: 48_211,
        timestamp,
      },
      {
        type: "event",
        service: "finance",
        events: [
          {
            ...place,
            ...envelope,
            data: null,
            redacted: true,
            hash: "BBAhaNOAK2E49x9ro5DqsqYJ93qNCd7CB0rx5UGGPhM",
          },
        ],
        seq: 48_211,
        timestamp,
      },
    ],
  },
  batch: {
    summary: "Event frames in compressed form, for clients that offered it (RT20, RT21).",
    examples: [
      { type: "batch", encoding: "deflate-dict-1", seq: 48_260, count: 49, timestamp, data: "nZBNS8NAEIb_S85J…" },
    ],
  },
  ping: {
    summary: "A sign of life, and how far the connection has come (RT10).",
    examples: [{ type: "ping", timestamp, seq: 48_215 }],
  },
  resync: {
    summary: "The cursor cannot be continued, or the audience is another: fetch anew (RT5, RT14).",
    examples: [{ type: "resync", timestamp, reason: "expired", head: 48_211, seq: 48_211, epoch, ...granted }],
  },
  auth: {
    summary: "Until when the login is good: after a newer credential was taken, or because one is needed (RT25).",
    examples: [
      { type: "auth", timestamp, expiresAt: authExpiresAt },
      { type: "auth", timestamp, expiresAt: authExpiresAt, required: true },
    ],
  },
  drain: {
    summary: "This server is about to stop: connect anew, with the cursor, after so many milliseconds (RT23).",
    examples: [{ type: "drain", timestamp, reconnectInMs: 1200 }],
  },
  error: {
    summary: "Why a request is refused or a connection ends (RT15).",
    examples: [
      {
        type: "error",
        timestamp,
        reason: "bad_handshake",
        message: "version: Invalid input: expected number, received string",
        errors: [{ path: "version", code: "invalid_type", message: "Invalid input: expected number, received string" }],
      },
      { type: "error", timestamp, reason: "overloaded", message: "this server is full", retryAfterMs: 2000 },
    ],
  },
};

/** By the names of CLIENT_MESSAGES. */
export const CLIENT_WORDS: Record<string, Described> = {
  handshake: {
    summary: "The client's first frame (RT1). Over HTTP its fields stand in the query (RT27, RT28).",
    examples: [
      { services: ["finance", "guest"], version: 1 },
      {
        services: ["finance"],
        version: 1,
        lastSeq: 48_211,
        epoch,
        properties: [1],
        ack: true,
        encodings: ["deflate-dict-1"],
        coalesce: true,
      },
    ],
  },
  ack: {
    summary: "What the client has processed, on a connection whose handshake said `ack` (RT18).",
    examples: [{ type: "ack", seq: 48_211 }],
  },
  auth: {
    summary: "A newer credential of the same person (RT25): a ticket or an access token.",
    examples: [{ type: "auth", ticket: "one-use ticket of POST /realtime/ticket" }],
  },
  ping: { summary: "Answered at once by a ping of the server (RT10).", examples: [{ type: "ping" }] },
};

/** An event that carries its row whole. */
const rowEvent = (kind: string, version: number, data: Record<string, unknown>) => ({
  ...envelope,
  type: `${kind}-changed`,
  entity: { kind, id: data["id"], version },
  data,
});

/** The notice that rows of these kinds changed without events of their own. */
const rowsNotice = (kinds: string[]): Described => ({
  summary: "Rows changed without events of their own: whoever shows them fetches them anew (RT26).",
  examples: [
    {
      ...envelope,
      type: "rows-invalidated",
      entity: { kind: "rows", id: envelope.id, version: 1 },
      actorId: "system",
      data: { kinds, reason: "import" },
    },
  ],
});

const memberId = "01997d29-0000-7000-8000-000000000002";
const shiftId = "01997d29-0000-7000-8000-000000000003";
const member = { memberId, memberName: "Ana Sousa", department: "housekeeping" };
/** A file of uploads, as it is told of. */
const file = {
  id: "01997d2b-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
  ownerId: revenue.recordedBy,
  purpose: "receipt",
  name: "taxi.jpg",
  contentType: "image/jpeg",
  size: 1_204_311,
  received: 524_288,
  state: "uploading",
  reason: null,
  sha256: null,
  width: null,
  height: null,
  hasThumbnail: false,
  subject: null,
  createdAt: timestamp,
  changedAt: timestamp,
};
const told = (type: string, version: number, more: object = {}): Record<string, unknown> => ({
  ...envelope,
  type,
  entity: { kind: "file", id: file.id, version },
  data: { ...file, ...more },
});
const whole = { received: file.size, sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" };
const shown = { ...whole, width: 1200, height: 900, hasThumbnail: true };

/** By service and type of event. */
export const EVENT_WORDS: Record<string, Described> = {
  "uploads/upload-progressed": {
    summary: "A file was begun, more of it is stored for good (told about once a second), or its check began.",
    examples: [told("upload-progressed", 3)],
  },
  "uploads/file-ready": {
    summary: "A file passed its check and may be read.",
    examples: [told("file-ready", 6, { ...shown, state: "ready" })],
  },
  "uploads/file-attached": {
    summary: "A file belongs to something.",
    examples: [
      told("file-attached", 7, {
        ...shown,
        state: "attached",
        subject: { kind: "expense", id: "01997d2b-0000-7000-8000-000000000002" },
      }),
    ],
  },
  "uploads/file-rejected": {
    summary: "A file did not pass its check; nothing is kept of it.",
    examples: [told("file-rejected", 6, { received: file.size, state: "rejected", reason: "polyglot" })],
  },
  "uploads/file-erased": {
    summary: "Nothing is kept of a file any more: it expired, or somebody erased it.",
    examples: [told("file-erased", 8, { name: null, state: "erased" })],
  },
  "uploads/rows-invalidated": {
    summary: "Files changed without events of their own: whoever shows them fetches them anew (RT26).",
    examples: [
      {
        ...envelope,
        type: "rows-invalidated",
        entity: { kind: "rows", id: envelope.id, version: 1 },
        actorId: "system",
        data: { kinds: ["file"], reason: "restore" },
      },
    ],
  },
  "finance/revenue-recorded": {
    summary: "Revenue was booked.",
    examples: [{ ...envelope, data: revenue }],
  },
  "finance/expense-changed": {
    summary: "An expense was submitted or took a step. Carries the row whole.",
    examples: [
      rowEvent("expense", 2, {
        id: "01997d29-0000-7000-8000-000000000007",
        state: "approved",
        category: "supplies",
        vendor: "Linen and more",
        amountMinor: 24_000,
        taxMinor: 4488,
        currency: "EUR",
        paymentMode: "bank",
        bankReference: "TRF-1",
        businessDate: "2026-11-20",
        description: null,
        receiptFileId: null,
        reversalOf: null,
        submittedBy: revenue.recordedBy,
        submittedAt: timestamp,
        decidedBy: "01997d29-0000-7000-8000-000000000008",
        decidedAt: timestamp,
        reason: null,
      }),
    ],
  },
  "finance/day-close-changed": {
    summary: "A day's close began or took a step: locked, balanced, rolled (the next day is open), closed.",
    examples: [
      rowEvent("day-close", 4, {
        id: "01997d29-0000-7000-8000-000000000009",
        businessDate: "2026-11-20",
        nextDate: "2026-11-21",
        state: "closed",
        currency: "EUR",
        revenueMinor: 1_250_000,
        expenseMinor: 24_000,
        lineCount: 31,
        expensesOpen: 0,
        arrivalsOpen: 1,
        departuresOpen: 0,
        reason: "the guest of 204 comes after midnight",
        startedBy: revenue.recordedBy,
        startedAt: timestamp,
        closedAt: timestamp,
      }),
    ],
  },
  "finance/cash-session-changed": {
    summary: "A drawer was opened, counted or closed. What had to be in it stands there once it is counted.",
    examples: [
      rowEvent("cash-session", 3, {
        id: "01997d29-0000-7000-8000-00000000000a",
        state: "closed",
        businessDate: "2026-11-20",
        currency: "EUR",
        floatMinor: 20_000,
        expectedMinor: 48_250,
        countedMinor: 48_150,
        varianceMinor: -100,
        reason: null,
        cashierId: revenue.recordedBy,
        openedAt: timestamp,
        countedBy: revenue.recordedBy,
        countedAt: timestamp,
        closedBy: revenue.recordedBy,
        closedAt: timestamp,
      }),
    ],
  },
  "finance/rows-invalidated": rowsNotice(["revenue"]),
  "staff/member-changed": {
    summary: "A member of the staff joined, changed or left. Carries the row whole.",
    examples: [
      rowEvent("member", 1, {
        id: memberId,
        personId: null,
        employeeNo: "H-12",
        name: "Ana Sousa",
        department: "housekeeping",
        position: "Room attendant",
        status: "active",
      }),
    ],
  },
  "staff/shift-changed": {
    summary: "A shift was planned or took a step. Carries the row whole.",
    examples: [
      rowEvent("shift", 3, {
        id: shiftId,
        ...member,
        startsAt: timestamp,
        endsAt: "2026-11-21T03:00:00.000Z",
        breakMinutes: 30,
        note: null,
        state: "accepted",
      }),
    ],
  },
  "staff/attendance-changed": {
    summary: "A member clocked in or out. Carries the row whole.",
    examples: [
      rowEvent("attendance", 1, {
        id: "01997d29-0000-7000-8000-000000000004",
        ...member,
        shiftId,
        startedAt: timestamp,
        endedAt: null,
      }),
    ],
  },
  "staff/handover-changed": {
    summary: "A handover was written or acknowledged. Carries the row whole.",
    examples: [
      rowEvent("handover", 1, {
        id: "01997d29-0000-7000-8000-000000000005",
        department: "front_desk",
        text: "VIP in 401",
        cashMinor: 25_000,
        currency: "EUR",
        writtenBy: revenue.recordedBy,
        writtenAt: timestamp,
        acknowledgedBy: null,
        acknowledgedAt: null,
      }),
    ],
  },
  "staff/rows-invalidated": rowsNotice(["member"]),
  "tasks/task-changed": {
    summary: "A task was made, edited or took a step. Carries the row whole.",
    examples: [
      rowEvent("task", 2, {
        id: "01997d29-0000-7000-8000-000000000006",
        title: "Make up room",
        kind: "housekeeping",
        priority: "normal",
        room: "204",
        notes: null,
        dueAt: timestamp,
        state: "assigned",
        assigneeId: memberId,
        assigneeName: "Ana Sousa",
        createdBy: revenue.recordedBy,
        createdAt: timestamp,
        doneAt: null,
      }),
    ],
  },
  "tasks/rows-invalidated": rowsNotice(["task"]),
  ...CHAT_EVENT_WORDS,
  ...GUEST_WORDS,
  ...IDENTITY_WORDS,
  ...REPORTS_WORDS,
};
