import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { invalidRequest, wholeNumber } from "../../platform/request-fields";
import { guestErrors } from "../contract/errors";
import { readBulk } from "../domain/bulk";
import { bulkCheckIn as run, tryBulkCheckIn } from "../engine/bulk-check-in";
import { sealingKey } from "../engine/cipher-keys";
import { actor } from "./require-stay";

interface BulkCheckInRequest {
  propertyId: number;
  /** 1 to 64 letters, digits or . : _ -. The same key is the same batch; the Idempotency-Key, or a new one, unless given. */
  batchKey?: string & MaxLen<200>;
  /** Says what would become of the rows, and keeps nothing. */
  dryRun?: boolean;
  /** With `documents`, 1 to 200. */
  rows?: BulkCheckInRow[];
  /** Documents outside of rows: each is a row of its own. */
  documents?: BulkDocument[];
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** A guest who moves in: of a reservation, or with a new stay; or somebody who shows documents alone. */
interface BulkCheckInRow {
  /** Names the row within its batch; its number unless given. */
  rowKey?: string;
  /** Confirmation number or id; then only room, force and documents count. */
  reservation?: string;
  /** Number of the room; the assigned one unless given. */
  room?: string;
  /** Into a dirty room all the same; needs the permission guest.checkin.force. */
  force?: boolean;
  guestName?: string;
  guestEmail?: string;
  guestPhone?: string;
  isVip?: boolean;
  /** Code; the room's own unless given. */
  roomType?: string;
  /** YYYY-MM-DD; the business date unless given. */
  arrival?: string;
  departure?: string;
  adults?: number;
  nightlyRateMinor?: number;
  currency?: string;
  eta?: string;
  notes?: string;
  /** At most 10. */
  documents?: BulkDocument[];
}

/** Either name of a field is taken. */
interface BulkDocument {
  /** passport unless given; also id_card, driving_licence, residence_permit, other. */
  type?: string;
  documentType?: string;
  country?: string;
  number?: string | number;
  documentNumber?: string | number;
  /** YYYY-MM-DD. */
  expiresOn?: string;
  expiryDate?: string;
  /** Outside of rows: whose it is. */
  guestName?: string;
  name?: string;
  /** Outside of rows: the reservation that it belongs to; its guest moves in unless they have. */
  reservation?: string;
  room?: string;
}

interface BulkCheckInResponse {
  /** Null for a dry run. */
  batchId: string | null;
  batchKey: string;
  dryRun: boolean;
  /** Of the rows of this request. */
  ok: number;
  failed: number;
  documents: number;
  /** In the order of the request. */
  results: BulkRowResult[];
}

interface BulkRowResult {
  /** Place in the request, from 1. */
  row: number;
  rowKey: string;
  status: "ok" | "error";
  reservationId: string | null;
  confirmation: string | null;
  guestName: string | null;
  roomNumber: string | null;
  documents: number;
  /** Names the rule that said no; null when the row is done. */
  reason: string | null;
  /** Paths are those of the row: `documents[0].number`. */
  errors: BulkRowError[];
}

interface BulkRowError {
  path: string;
  code: string;
  message: string;
}

/** Checks a list of guests in, each row by itself: what is good is done, what is not says why and may be sent again (G11). */
export const bulkCheckIn = api(
  { method: "POST", path: "/guest-checkin/bulk", expose: true, auth: true, bodyLimit: 2 * 1024 * 1024 },
  async ({ idempotencyKey, dryRun = false, ...request }: BulkCheckInRequest): Promise<BulkCheckInResponse> => {
    const property = requirePermission("guest.stay.write", wholeNumber("propertyId", request.propertyId));
    const batchKey = request.batchKey ?? (idempotencyKey || newId());
    if (!/^[\w.:-]{1,64}$/.test(batchKey))
      invalidRequest({ path: "batchKey", code: "not_a_key", message: "is not 1 to 64 letters, digits or . : _ -" });
    const rows = orThrow(readBulk(request), guestErrors);
    const who = actor();
    const context = { actor: who, property, key: await sealingKey(who.now) };
    const { batchId, items } = dryRun
      ? { batchId: null, items: await tryBulkCheckIn(context, rows) }
      : await run(context, batchKey, rows);
    // Rows of an earlier call stand where they stand in this one.
    const results = items.map((item, i) => ({ ...item, row: rows[i]?.position ?? item.row }));
    const ok = results.filter(({ status }) => status === "ok");
    const documents = ok.reduce((sum, each) => sum + each.documents, 0);
    return { batchId, batchKey, dryRun, ok: ok.length, failed: results.length - ok.length, documents, results };
  },
);
