import { iso, tuple, uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import { anywhere } from "../../platform/request-fields";
import { columnsOf, findRow, fromRow, insertRow, lockRow, updateRow } from "../../platform/rows";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { RequestCategory, RequestState, ServiceRequest } from "../contract/types";

const TABLE = "service_request";
const FIELDS = [
  "id",
  "version",
  "propertyId",
  "category",
  "channel",
  "wish",
  "roomId",
  "roomNumber",
  "reservationId",
  "dueAt",
  "state",
  "handledBy",
  "resolution",
  "endedAt",
  "createdBy",
  "createdAt",
  "updatedAt",
] as const satisfies (keyof ServiceRequest)[];

export const insertRequest = (tx: Tx, orgId: string, request: ServiceRequest): Promise<void> =>
  insertRow(tx, TABLE, orgId, request);

export const updateRequest = (tx: Tx, orgId: string, request: ServiceRequest): Promise<void> =>
  updateRow(tx, TABLE, orgId, request);

/** The request, or null when this organisation has none with the id. */
export const findRequest = (db: Queryable, orgId: string, id: string): Promise<ServiceRequest | null> =>
  findRow(db, TABLE, FIELDS, orgId, id);

export const lockRequest = (tx: Tx, orgId: string, id: string): Promise<ServiceRequest | null> =>
  lockRow(tx, TABLE, FIELDS, orgId, id);

export interface RequestFilter {
  orgId: string;
  propertyId: number;
  /** Null: whatever state they have. */
  states: readonly RequestState[] | null;
  category: RequestCategory | null;
  /** Part of the wish or the room's number, in either case. */
  q: string | null;
}

/** PostgreSQL's calendar has no year 0. */
const instant = iso.datetime({ precision: 3 }).refine((text) => !text.startsWith("0000"));
export const requestCursor = keyset(tuple([instant, uuid()]));
export type RequestPosition = [createdAt: string, id: string];

/** A page of requests, newest first, after the position. */
export async function listRequestsPage(
  db: Queryable,
  { orgId, propertyId, states, category, q }: RequestFilter,
  limit: number,
  after: RequestPosition | null,
): Promise<Page<ServiceRequest>> {
  const { rows } = await db.query(
    `SELECT ${columnsOf<ServiceRequest>(FIELDS)} FROM ${TABLE}
     WHERE org_id = $1 AND property_id = $2 AND ($3::text[] IS NULL OR state = ANY($3)) AND ($4::text IS NULL OR category = $4)
       AND ($5::text IS NULL OR wish ILIKE $5 OR room_number ILIKE $5)
       AND ($6::timestamptz IS NULL OR (created_at, id) < ($6, $7::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $8`,
    [orgId, propertyId, states, category, anywhere(q), after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return toPage(
    rows.map((row) => fromRow<ServiceRequest>(row)),
    limit,
    (last) => requestCursor.encode([last.createdAt, last.id]),
  );
}
