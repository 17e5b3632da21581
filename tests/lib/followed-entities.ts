import type { LiveEvent } from "../../frontend/src/lib/realtime/machine/state";
import { relay as guestRelay } from "../../guest/jobs/relay";
import { addPerson, PASSWORD } from "../../identity/__tests__/people";
import { pool as identityPool } from "../../identity/store/db";
import { RELAYS as identityRelays } from "../../identity/jobs/relays";
import { insertRevenue } from "../../finance/store/revenue.store";
import { relay } from "../../finance/jobs/relay";
import { pool } from "../../finance/store/db";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { RELAYS as reportsRelays } from "../../reports/jobs/relays";
import { staffRelay, tasksRelay } from "../../staff/jobs/relays";
import { pool as staffPool } from "../../staff/store/db";
import { insert as insertStaff } from "../../staff/store/staff.store";
import { decideUpload } from "../../uploads/domain/upload-request";
import { relay as uploadsRelay } from "../../uploads/jobs/relay";
import { pool as uploadsPool } from "../../uploads/store/db";
import { insertFile } from "../../uploads/store/file.store";
import { attachPdf, beginUpload, bookRevenue, call, type Tokens, uploadPdf } from "./api";

/** A row of an entity as the API gives it and as events bring it. */
export type Row = { id: string; version: number };

/** An address and a token of somebody who may read and write all of it. */
export interface Api {
  url: string;
  token: string;
}

/** How one kind of entity is read, followed and written. */
export interface Followed {
  service: string;
  /** As `entity.kind` of its events. */
  kind: string;
  /** All rows, over as many requests as that takes. */
  readAll(api: Api, propertyId: number): Promise<Row[]>;
  /** The row that an event brings, by the very code that the screens use; null when it brings none. */
  rowOf(event: LiveEvent): Row | null;
  /** One change through the API; `n` makes it unlike the others. */
  write(api: Api, propertyId: number, n: number): Promise<void>;
  /** The property has one row, which is written again and again. */
  isSingle?: true;
  /** A row that comes beside the API, without an event, where a test needs one. Returns its id. */
  importRow?(orgId: string, propertyId: number): Promise<string>;
}

interface RowsPage {
  data: Row[];
  /** Not there where a list has no pages. */
  nextCursor?: string | null;
}

/** Named by a variable, since the screens are written for another world of types: that of a browser. */
const FINANCE_SCREENS = "../../frontend/src/features/finance/finance.live";
const screens = (await import(FINANCE_SCREENS)) as { rowOf(event: LiveEvent): Row | "refetch" | null };
const UPLOADS_SCREENS = "../../frontend/src/files/files.live";
const uploadsScreens = (await import(UPLOADS_SCREENS)) as { fileOf(event: LiveEvent): Row | null };

/** Named by a variable for the same reason. */
const LIVE_ROWS = "../../frontend/src/lib/live-rows";
const { changedRow } = (await import(LIVE_ROWS)) as { changedRow: (event: LiveEvent) => Row | null };

/** Posts, and resolves to the row that is answered. */
async function post(api: Api, path: string, body: object): Promise<Row> {
  const answer = await call<Row>(api.url, "POST", path, { token: api.token, body });
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** All rows of a list, page by page. */
async function readPages(api: Api, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let next = "";
  do {
    const { body } = await call<RowsPage>(api.url, "GET", `${path}&limit=7${next}`, { token: api.token });
    rows.push(...body.data);
    next = typeof body.nextCursor !== "string" ? "" : `&cursor=${encodeURIComponent(body.nextCursor)}`;
  } while (next !== "");
  return rows;
}

/** An entity of staff: each of its events carries the row whole. */
const staffEntity = (service: "staff" | "tasks", kind: string, list: string, write: Followed["write"]): Followed => ({
  service,
  kind,
  readAll: (api, propertyId) => readPages(api, `${list}propertyId=${propertyId}`),
  rowOf: (event) => (event.entity.kind === kind ? changedRow(event) : null),
  write,
  async importRow(orgId, propertyId) {
    const row = { id: newId(), version: 1, propertyId, personId: null, employeeNo: null, name: "Imported" } as const;
    const member = { ...row, department: "engineering", position: null, status: "active" } as const;
    await inTx(staffPool, (tx) => insertStaff(tx, "member", orgId, member));
    return row.id;
  },
});

const DAYS = "from=2026-11-01T00:00:00Z&to=2026-12-31T00:00:00Z";
const department = "housekeeping";
const addMember = (api: Api, propertyId: number, name: string): Promise<Row> =>
  post(api, "/staff/members", { propertyId, department, name });

/** Named by a variable for the same reason. */
const GUEST_SCREENS = "../../frontend/src/features/guest/guest.live";
const { guestRows } = (await import(GUEST_SCREENS)) as { guestRows: { rowOf(event: LiveEvent): Row | null } };

/** An entity of guest: each of its events carries the row whole. */
const guestEntity = (kind: string, list: string, write: Followed["write"]): Followed => ({
  service: "guest",
  kind,
  readAll: (api, propertyId) => readPages(api, `${list}?propertyId=${propertyId}`),
  rowOf: (event) => (event.entity.kind === kind ? guestRows.rowOf(event) : null),
  write,
});

/** A room type of the property, made when it is first needed. */
async function someRoomType(api: Api, propertyId: number): Promise<string> {
  await call(api.url, "POST", "/guest/room-types", { token: api.token, body: { propertyId, code: "DBL" } });
  return "DBL";
}

async function reserve(api: Api, propertyId: number, guestName: string): Promise<Row> {
  const roomType = await someRoomType(api, propertyId);
  return post(api, "/guest/reservations", { propertyId, guestName, roomType, departure: "2026-11-23" });
}

/** Takes steps one after another, each on the version that the one before has made. */
async function takeSteps(
  api: Api,
  path: string,
  row: Row,
  steps: readonly [path: string, body?: object][],
): Promise<Row> {
  let { version } = row;
  for (const [step, body] of steps) ({ version } = await post(api, `${path}/${row.id}/${step}`, { version, ...body }));
  return { ...row, version };
}

/** Of each address: somebody else who may do everything, for steps that nobody takes with what is their own. */
const others = new Map<string, Promise<Api>>();

function somebodyElse(api: Api, propertyId: number): Promise<Api> {
  const key = `${api.url} ${propertyId}`;
  let other = others.get(key);
  if (other === undefined) others.set(key, (other = addOwner(api, propertyId)));
  return other;
}

async function addOwner(api: Api, propertyId: number): Promise<Api> {
  const { organisation } = await get<{ organisation: { id: string } }>(api, "/identity/me");
  const { email } = await addPerson(organisation.id, [[propertyId, "owner"]]);
  const { body } = await call<Tokens>(api.url, "POST", "/identity/login", { body: { email, password: PASSWORD } });
  return { url: api.url, token: body.accessToken };
}

/** What a reservation goes through, in turn, with a clean room of its own. */
const STAYS: readonly ((roomId: string) => [path: string, body?: object][])[] = [
  (roomId) => [["check-in", { roomId }], ["check-out"]],
  (roomId) => [["assign", { roomId }], ["assign", { roomId: null }], ["cancel"]],
  (roomId) => [["check-in", { roomId }], ["undo-check-in"], ["no-show"]],
  (roomId) => [["assign", { roomId }], ["check-in"], ["check-out"], ["undo-check-out"]],
];

async function edit(api: Api, path: string, body: object): Promise<Row> {
  const answer = await call<Row>(api.url, "PATCH", path, { token: api.token, body });
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Writes the property's only row of its kind, decided on the version that is there, until nobody was faster. */
async function rewrite(api: Api, path: string, read: () => Promise<Row | undefined>, body: object): Promise<void> {
  for (;;) {
    const version = (await read())?.version;
    const answer = await call(api.url, "PUT", path, { token: api.token, body: { ...body, version } });
    if (answer.status === 200) return;
    if (answer.status !== 409) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  }
}

const get = async <T>(api: Api, path: string): Promise<T> =>
  (await call<T>(api.url, "GET", path, { token: api.token })).body;
const brandingOf = (api: Api, propertyId: number): Promise<Row> =>
  get(api, `/identity/branding?propertyId=${propertyId}`);

/** An entity of identity: each of its events carries the row whole. */
const identityEntity = (service: string, kind: string, rest: Pick<Followed, "readAll" | "write" | "isSingle">) => ({
  service,
  kind,
  rowOf: (event: LiveEvent) => (event.entity.kind === kind ? changedRow(event) : null),
  ...rest,
});

interface Bookings {
  totals: { count: number }[];
}

const dashboardOf = async (api: Api, propertyId: number): Promise<Row & { revenue: { count: number }[] }> =>
  (await get<{ dashboard: Row & { revenue: { count: number }[] } }>(api, `/reports/dashboard?propertyId=${propertyId}`))
    .dashboard;

const lines = (parts: readonly { count: number }[]): number => parts.reduce((sum, { count }) => sum + count, 0);

/** Books a line, and resolves when the dashboard has what was booked by then. */
async function untilCounted(api: Api, propertyId: number, n: number): Promise<void> {
  await bookRevenue(api.url, api.token, { propertyId, amountMinor: 100 + n });
  const { totals } = await get<Bookings>(api, `/finance/revenue-totals?propertyId=${propertyId}`);
  while (lines((await dashboardOf(api, propertyId)).revenue) < lines(totals))
    await new Promise((resume) => setTimeout(resume, 10));
}

/** An entity of reports: each of its events carries the row whole. */
const reportsEntity = (service: string, kind: string, rest: Pick<Followed, "readAll" | "write">): Followed => ({
  service,
  kind,
  isSingle: true,
  rowOf: (event) => (event.entity.kind === kind ? changedRow(event) : null),
  ...rest,
});

/** Days that are closed one after another: only the open one can be. */
let closing: Promise<unknown> = Promise.resolve();

/** Closes the next day of a property that stands in the past, so that many have begun. */
function closeNextDay(api: Api, propertyId: number): Promise<unknown> {
  closing = closing.then(async () => {
    await identityPool.query(
      `UPDATE property SET business_date = '2026-01-01' WHERE id = $1 AND business_date >= '2026-11-01'`,
      [propertyId],
    );
    const check = `/finance/day-check?propertyId=${propertyId}`;
    const { body } = await call<{ businessDate: string }>(api.url, "GET", check, { token: api.token });
    await post(api, "/finance/day-closes", { propertyId, businessDate: body.businessDate });
  });
  return closing;
}

/** Drawers that are opened one after another: a person has one at a time. */
let counting: Promise<unknown> = Promise.resolve();

/** Opens a drawer and counts it; every other one is closed. */
function handleCash(api: Api, propertyId: number, n: number): Promise<unknown> {
  counting = counting.then(async () => {
    const { id } = await post(api, "/finance/cash-sessions", { propertyId, floatMinor: 100 + n });
    await post(api, `/finance/cash-sessions/${id}/count`, { version: 1, countedMinor: 100 });
    if (n % 2 === 0) await post(api, `/finance/cash-sessions/${id}/close`, { version: 2 });
  });
  return counting;
}

/** Relays of every service that publishes. */
export const RELAYS = [
  relay,
  guestRelay,
  staffRelay,
  tasksRelay,
  uploadsRelay,
  ...Object.values(identityRelays),
  ...Object.values(reportsRelays),
];

/** Every entity that events are about. A service that begins to publish adds its own. */
export const FOLLOWED: readonly Followed[] = [
  {
    service: "finance",
    kind: "revenue",
    readAll: (api, propertyId) => readPages(api, `/finance/revenue?propertyId=${propertyId}`),
    rowOf(event) {
      const row = screens.rowOf(event);
      if (row === "refetch") throw new Error(`the event ${event.type} v${event.v} is not understood`);
      return row;
    },
    async write(api, propertyId, n) {
      const line = { propertyId, amountMinor: 100 + n, description: `line ${n}` };
      const { id } = await bookRevenue(api.url, api.token, line);
      if (n % 2 === 0) await post(api, `/finance/revenue/${id}/reverse`, { reason: "booked twice" });
    },
    async importRow(orgId, propertyId) {
      const id = newId();
      const at = new Date().toISOString();
      const what = { amountMinor: 1, currency: "EUR", source: "other", paymentMode: "cash" } as const;
      const when = { businessDate: at.slice(0, 10), occurredAt: at, recordedBy: newId(), recordedAt: at };
      const row = {
        id,
        version: 1,
        propertyId,
        ...what,
        bankReference: null,
        description: "imported",
        reversalOf: null,
        ...when,
      };
      await inTx(pool, (tx) => insertRevenue(tx, orgId, [row]));
      return id;
    },
  },
  {
    service: "finance",
    kind: "expense",
    readAll: (api, propertyId) => readPages(api, `/finance/expenses?propertyId=${propertyId}`),
    rowOf: (event) => (event.entity.kind === "expense" ? changedRow(event) : null),
    async write(api, propertyId, n) {
      const expense = await post(api, "/finance/expenses", { propertyId, vendor: `Vendor ${n}`, amountMinor: 100 + n });
      const reason = "for the test";
      const steps = [["approve", "post", "reverse"], ["reject"], ["approve", "post"], []][n % 4]!;
      const judge = await somebodyElse(api, propertyId);
      await takeSteps(
        judge,
        "/finance/expenses",
        expense,
        steps.map((step) => ["step", { step, reason }]),
      );
    },
  },
  {
    service: "finance",
    kind: "cash-session",
    readAll: (api, propertyId) => readPages(api, `/finance/cash-sessions?propertyId=${propertyId}`),
    rowOf: (event) => (event.entity.kind === "cash-session" ? changedRow(event) : null),
    async write(api, propertyId, n) {
      await handleCash(api, propertyId, n);
    },
  },
  staffEntity("staff", "member", "/staff/members?", async (api, propertyId, n) => {
    const { id } = await addMember(api, propertyId, `Member ${n}`);
    if (n % 2 === 0) return;
    const body = { version: 1, department, name: `Member ${n}`, status: "left" };
    await call(api.url, "PUT", `/staff/members/${id}`, { token: api.token, body });
  }),
  staffEntity("staff", "shift", `/staff/shifts?${DAYS}&`, async (api, propertyId, n) => {
    const [startsAt, endsAt] = ["2026-11-20T06:00:00Z", "2026-11-20T14:00:00Z"];
    const { id: memberId } = await addMember(api, propertyId, `Planned ${n}`);
    const plan = { propertyId, department, startsAt, endsAt, memberId, note: `Shift ${n}` };
    const { id } = await post(api, "/staff/shifts", plan);
    const steps = [["publish", "accept", "start", "end"], ["publish", "cancel"], ["publish"], []][n % 4]!;
    await takeSteps(
      api,
      "/staff/shifts",
      { id, version: 1 },
      steps.map((step) => ["step", { step }]),
    );
  }),
  staffEntity("staff", "attendance", `/staff/attendance?${DAYS}&`, async (api, propertyId, n) => {
    const { id: memberId } = await addMember(api, propertyId, `Worker ${n}`);
    await post(api, "/staff/clock", { propertyId, memberId, kind: "in" });
    if (n % 2 === 0) await post(api, "/staff/clock", { propertyId, memberId, kind: "out" });
  }),
  staffEntity("staff", "handover", "/staff/handovers?", async (api, propertyId, n) => {
    await post(api, "/staff/handovers", { propertyId, department, text: `Handover ${n}` });
  }),
  staffEntity("tasks", "task", "/tasks?", async (api, propertyId, n) => {
    const { id: assigneeId } = await addMember(api, propertyId, `Doer ${n}`);
    const task = await post(api, "/tasks", { propertyId, title: `Task ${n}`, assigneeId });
    const steps = [["accept", "start", "finish", "inspect", "reopen"], ["skip"], ["accept", "start"], []][n % 4]!;
    await takeSteps(
      api,
      "/tasks",
      task,
      steps.map((step) => ["step", { step, note: "for the test" }]),
    );
  }),
  guestEntity("room-type", "/guest/room-types", async (api, propertyId, n) => {
    await post(api, "/guest/room-types", { propertyId, code: `T${n}` });
  }),
  guestEntity("room", "/guest/rooms", async (api, propertyId, n) => {
    const roomType = await someRoomType(api, propertyId);
    const { id, version } = await post(api, "/guest/rooms", { propertyId, number: `R${n}`, roomType });
    await edit(api, `/guest/rooms/${id}`, { version, housekeeping: "dirty" });
  }),
  guestEntity("reservation", "/guest/reservations", async (api, propertyId, n) => {
    const stay = await reserve(api, propertyId, `Guest ${n}`);
    const room = await post(api, "/guest/rooms", {
      propertyId,
      number: `S${n}`,
      roomType: await someRoomType(api, propertyId),
    });
    const clean = await edit(api, `/guest/rooms/${room.id}`, { version: room.version, housekeeping: "clean" });
    const edited = await edit(api, `/guest/reservations/${stay.id}`, { version: stay.version, notes: `note ${n}` });
    await takeSteps(api, "/guest/reservations", edited, STAYS[n % STAYS.length]!(clean.id));
  }),
  guestEntity("id-document", "/guest/documents", async (api, propertyId, n) => {
    const stay = await reserve(api, propertyId, `Shows ${n}`);
    const document = { type: "passport", number: `P${1_000_000 + n}` };
    const { id } = await post(api, `/guest/reservations/${stay.id}/documents`, document);
    if (n % 2 === 0) await post(api, `/guest/documents/${id}/reveal`, { reason: "the border police asked" });
  }),
  guestEntity("service-request", "/guest/requests", async (api, propertyId, n) => {
    const { id, version } = await post(api, "/guest/requests", { propertyId, wish: `Towels ${n}` });
    if (n % 2 === 0)
      await takeSteps(api, "/guest/requests", { id, version }, [
        ["step", { step: "start" }],
        ["step", { step: "finish", resolution: "brought" }],
        ["step", { step: "reopen" }],
      ]);
  }),
  guestEntity("checkin-batch", "/guest-checkin/batches", async (api, propertyId, n) => {
    const rows = [{ guestName: `Comes ${n}`, documents: [{ number: `Q${1_000_000 + n}` }] }];
    await post(api, "/guest-checkin/bulk", { propertyId, batchKey: `b${n}`, rows });
    if (n % 2 === 0)
      await post(api, "/guest-checkin/bulk", { propertyId, batchKey: `b${n}`, rows: [{ rowKey: "bad" }] });
  }),
  {
    service: "uploads",
    kind: "file",
    readAll: (api, propertyId) => readPages(api, `/uploads/files?propertyId=${propertyId}`),
    rowOf: (event) => uploadsScreens.fileOf(event),
    /** It is begun and some of it comes; or it comes whole, and is given to an expense, erased, or not what its name says. */
    async write(api, propertyId, n) {
      if (n % 4 === 3) {
        const headers = { authorization: `Bearer ${api.token}`, "content-type": "application/pdf" };
        const path = `/uploads/direct?purpose=receipt&propertyId=${propertyId}&name=no${n}.pdf`;
        await fetch(api.url + path, { method: "POST", headers, body: "this is no PDF" });
        return;
      }
      if (n % 4 === 0) {
        const { id } = await post(api, "/finance/expenses", { propertyId, vendor: `Seller ${n}`, amountMinor: 100 });
        const file = { purpose: "receipt", propertyId, name: `whole ${n}.pdf` };
        await attachPdf(api, file, { kind: "expense", id });
        return;
      }
      if (n % 4 === 1) {
        const id = await uploadPdf(api, { purpose: "receipt", propertyId, name: `erased ${n}.pdf` });
        await call(api.url, "DELETE", `/uploads/files/${id}`, { token: api.token });
        return;
      }
      const location = await beginUpload(api, { purpose: "receipt", propertyId, name: `receipt ${n}.pdf`, size: 1000 });
      const headers = {
        authorization: `Bearer ${api.token}`,
        "tus-resumable": "1.0.0",
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
      };
      await fetch(api.url + location, { method: "PATCH", headers, body: Buffer.alloc(100 + n) });
    },
    async importRow(orgId, propertyId) {
      const id = newId();
      const at = new Date();
      const around = { id, orgId, personId: newId(), now: at };
      const request = { purpose: "receipt", propertyId, name: "imported.pdf", size: 1 };
      const decided = decideUpload(request, around);
      if (!decided.ok) throw new Error(decided.reason);
      await inTx(uploadsPool, (tx) => insertFile(tx, decided.value));
      return id;
    },
  },
  identityEntity("properties", "property", {
    isSingle: true,
    readAll: async (api) => (await get<{ data: Row[] }>(api, "/identity/properties")).data,
    async write(api, propertyId, n) {
      const read = async () => (await get<{ data: Row[] }>(api, "/identity/properties")).data[0];
      await rewrite(api, `/identity/properties/${propertyId}`, read, { name: `Hotel ${n}` });
    },
  }),
  identityEntity("branding", "branding", {
    isSingle: true,
    readAll: async (api, propertyId) => [await brandingOf(api, propertyId)],
    async write(api, propertyId, n) {
      const body = { propertyId, displayName: `Hotel ${n}`, accentColour: "#0F6E5B" };
      await rewrite(api, "/identity/branding", () => brandingOf(api, propertyId), body);
    },
  }),
  identityEntity("users", "user", {
    readAll: async (api, propertyId) =>
      (await get<{ data: Row[] }>(api, `/identity/users?propertyId=${propertyId}`)).data,
    async write(api, propertyId, n) {
      const { organisation } = await get<{ organisation: { id: string } }>(api, "/identity/me");
      const { id } = await addPerson(organisation.id, []);
      const path = `/identity/people/${id}`;
      const roles = n % 2 === 0 ? ["clerk", "cashier"] : ["clerk"];
      const of = (body: object) => ({ token: api.token, body });
      await call(api.url, "PUT", `${path}/properties/${propertyId}/roles`, of({ roles }));
      if (n % 3 === 0) await call(api.url, "PUT", `${path}/disabled`, of({ disabled: true }));
    },
  }),
  reportsEntity("dashboard", "dashboard", {
    readAll: async (api, propertyId) => [await dashboardOf(api, propertyId)],
    write: untilCounted,
  }),
  reportsEntity("analytics", "day-figures", {
    readAll: (api, propertyId) => readPages(api, `/reports/figures?propertyId=${propertyId}`),
    write: untilCounted,
  }),
  reportsEntity("reports", "day-report", {
    readAll: (api, propertyId) => readPages(api, `/reports/day-reports?propertyId=${propertyId}`),
    /** The day ends, and whoever looks next turns it. */
    async write(api, propertyId) {
      await identityPool.query(
        `UPDATE property SET business_date = business_date + 1, version = version + 1 WHERE id = $1`,
        [propertyId],
      );
      await dashboardOf(api, propertyId);
    },
  }),
  {
    service: "finance",
    kind: "day-close",
    readAll: (api, propertyId) => readPages(api, `/finance/day-closes?propertyId=${propertyId}`),
    rowOf: (event) => (event.entity.kind === "day-close" ? changedRow(event) : null),
    async write(api, propertyId) {
      await closeNextDay(api, propertyId);
    },
  },
];
