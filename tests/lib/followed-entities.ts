import type { LiveEvent } from "../../frontend/src/lib/realtime/machine/state";
import { insertRevenue } from "../../finance/store/revenue.store";
import { relay } from "../../finance/jobs/relay";
import { pool } from "../../finance/store/db";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { staffRelay, tasksRelay } from "../../staff/jobs/relays";
import { pool as staffPool } from "../../staff/store/db";
import { insert as insertStaff } from "../../staff/store/staff.store";
import { bookRevenue, call } from "./api";

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
  /** A row that comes beside the API, without an event. Returns its id. */
  importRow(orgId: string, propertyId: number): Promise<string>;
}

interface RowsPage {
  data: Row[];
  nextCursor: string | null;
}

/** Named by a variable, since the screens are written for another world of types: that of a browser. */
const FINANCE_SCREENS = "../../frontend/src/features/finance/finance.live";
const screens = (await import(FINANCE_SCREENS)) as { rowOf(event: LiveEvent): Row | "refetch" | null };

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
    next = body.nextCursor === null ? "" : `&cursor=${encodeURIComponent(body.nextCursor)}`;
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

/** Relays of every service that publishes. */
export const RELAYS = [relay, staffRelay, tasksRelay];

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
      await bookRevenue(api.url, api.token, { propertyId, amountMinor: 100 + n, description: `line ${n}` });
    },
    async importRow(orgId, propertyId) {
      const id = newId();
      const at = new Date().toISOString();
      const what = { amountMinor: 1, currency: "EUR", source: "other", paymentMode: "cash" } as const;
      const when = { businessDate: at.slice(0, 10), occurredAt: at, recordedBy: newId(), recordedAt: at };
      const row = { id, version: 1, propertyId, ...what, bankReference: null, description: "imported", ...when };
      await inTx(pool, (tx) => insertRevenue(tx, orgId, [row]));
      return id;
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
    const { id } = await post(api, "/staff/shifts", { propertyId, department, startsAt, endsAt, note: `Shift ${n}` });
    if (n % 2 === 0) await post(api, `/staff/shifts/${id}/step`, { step: "publish", version: 1 });
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
    const { id } = await post(api, "/tasks", { propertyId, title: `Task ${n}` });
    if (n % 2 === 0) await post(api, `/tasks/${id}/step`, { step: "skip", version: 1 });
  }),
];
