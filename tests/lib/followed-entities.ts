import type { LiveEvent } from "../../frontend/src/lib/realtime/machine/state";
import { insertRevenue } from "../../finance/store/revenue.store";
import { pool } from "../../finance/store/db";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
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

interface RevenuePage {
  data: Row[];
  nextCursor: string | null;
}

/** Named by a variable, since the screens are written for another world of types: that of a browser. */
const FINANCE_SCREENS = "../../frontend/src/features/finance/finance.live";
const screens = (await import(FINANCE_SCREENS)) as { rowOf(event: LiveEvent): Row | "refetch" | null };

/** Every entity that events are about. A service that begins to publish adds its own. */
export const FOLLOWED: readonly Followed[] = [
  {
    service: "finance",
    kind: "revenue",
    async readAll(api, propertyId) {
      const rows: Row[] = [];
      let next = "";
      do {
        const query = `propertyId=${propertyId}&limit=7${next}`;
        const { body } = await call<RevenuePage>(api.url, "GET", `/finance/revenue?${query}`, { token: api.token });
        rows.push(...body.data);
        next = body.nextCursor === null ? "" : `&cursor=${encodeURIComponent(body.nextCursor)}`;
      } while (next !== "");
      return rows;
    },
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
];
