import { pool } from "../../../finance/store/db";
import { insertRevenue } from "../../../finance/store/revenue.store";
import type { LiveEvent } from "../../../frontend/src/lib/realtime/machine/state";
import { pool as identityPool } from "../../../identity/store/db";
import { newId } from "../../../platform/ids";
import { inTx } from "../../../platform/tx";
import { bookRevenue, call } from "../api";
import { type Api, changedRow, type Followed, post, readPages, type Row, somebodyElse, takeSteps } from "./followed";

/** Named by a variable, since the screens are written for another world of types: that of a browser. */
const FINANCE_SCREENS = "../../../frontend/src/features/finance/finance.live";
const screens = (await import(FINANCE_SCREENS)) as { rowOf(event: LiveEvent): Row | "refetch" | null };

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

export const FINANCE: readonly Followed[] = [
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
];

/** Turns the property's days back. */
export const DAY_CLOSES: Followed = {
  service: "finance",
  kind: "day-close",
  readAll: (api, propertyId) => readPages(api, `/finance/day-closes?propertyId=${propertyId}`),
  rowOf: (event) => (event.entity.kind === "day-close" ? changedRow(event) : null),
  async write(api, propertyId) {
    await closeNextDay(api, propertyId);
  },
};
