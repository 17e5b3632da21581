import { api, type Query } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { shownTo } from "../domain/parked";
import { pool } from "../store/db";
import { listParked as readParked, parkedCursor } from "../store/parked.read";
import { badQuery } from "./refusals";
import { requireSomewhere } from "./require-somewhere";

interface ListParkedRequest {
  /** 50 unless given, at most 100. */
  limit?: Query<number & Min<1> & Max<100>>;
  /** `nextCursor` of the page before. */
  cursor?: Query<string & MaxLen<200>>;
}

interface ParkedMessage {
  id: number;
  service: string;
  /** The batch that it came in; null when it told none. */
  batchNo: number | null;
  /** What is wrong with it: to be put right in the service that made it, or in what realtime takes. */
  reason: string;
  /** RFC 3339. */
  parkedAt: string;
  /** All null where the event is of a property that the caller does not look after, or cannot be told. */
  events: { id: string | null; type: string | null; propertyId: number | null }[];
  /** As it came, as JSON; null unless all of it is of properties that the caller looks after. */
  payload: string | null;
}

interface ListParkedResponse {
  data: ParkedMessage[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Messages of the caller's organisation that could not be sequenced, oldest first. They hold nothing up. */
export const listParked = api(
  { method: "GET", path: "/v2/realtime/parked", expose: true, auth: true },
  async ({ limit, cursor }: ListParkedRequest): Promise<ListParkedResponse> => {
    const properties = requireSomewhere("realtime.operate");
    const after = cursor === undefined || cursor === "" ? 0 : parkedCursor.decode(cursor);
    if (after === null) throw badQuery([{ path: "cursor", code: "invalid", message: "is not one of this list" }]);
    const page = await readParked(pool, caller().orgId, after, limit ?? PAGE_DEFAULT);
    const data = page.data.map(({ payload, reason, parkedAt, ...parked }): ParkedMessage => ({
      ...parked,
      parkedAt: parkedAt.toISOString(),
      ...shownTo(properties, payload, reason),
    }));
    return { ...page, data };
  },
);
