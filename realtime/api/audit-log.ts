import { api, type Query } from "encore.dev/api";
import type { Max, Min } from "encore.dev/validate";
import { caller } from "../../identity/contract/access";
import { STREAM_SERVICES } from "../../platform/events";
import { audienceOf } from "../domain/audience";
import { readAuditPage } from "../store/audit.read";
import { pool } from "../store/db";
import { requireEverywhere } from "./require-everywhere";

interface AuditRequest {
  /** `upTo` of the page before; 0 or absent begins with the oldest kept event. */
  after?: Query<number & Min<0> & Max<9007199254740991>>;
  /** `head` of the first page, so that all pages together are the log as it stood then. */
  head?: Query<number & Min<0> & Max<9007199254740991>>;
}

interface AuditedRow {
  seq: number;
  channel: string;
  n: number;
  digest: string;
  id: string;
  type: string;
  /** Payload hash. */
  hash: string;
  /** JSON of the payload; null when it was erased; absent for channels that the caller may not see. */
  data?: string | null;
}

interface AuditResponse {
  epoch: string;
  /** Where the log ended when the audit began. */
  head: number;
  /** Events at or below it may be gone. */
  keptAfter: number;
  /** What is claimed of each channel when this page was read: of the first page, at `head`. */
  channels: Record<string, { n: number; digest: string }>;
  /** Ascending seq, all channels of the organisation. */
  events: AuditedRow[];
  /** The log was looked through up to it. */
  upTo: number;
  hasMore: boolean;
}

/**
 * The log of the caller's organisation, for whoever wants to verify it by recomputing: all channels, whole. So it needs the permission at
 * every property that has events. Payloads come with those channels that the caller may see. `npm run audit` is its client.
 */
export const auditLog = api(
  { method: "GET", path: "/v2/realtime/audit", expose: true, auth: true },
  async ({ after = 0, head: from }: AuditRequest): Promise<AuditResponse> => {
    const state = await requireEverywhere("realtime.operate");
    const { orgId, grants } = caller();
    const head = Math.min(Math.trunc(from ?? state.head), state.head);
    const page = await readAuditPage(pool, orgId, Math.max(Math.trunc(after), state.keptAfter), head);
    const seen = audienceOf(grants, STREAM_SERVICES).channels;
    const events = page.events.map(({ data, ...event }): AuditedRow =>
      seen.has(event.channel) ? { ...event, data } : event,
    );
    const { epoch, keptAfter, channels } = state;
    return { epoch, head, keptAfter, channels, events, upTo: page.upTo, hasMore: page.upTo < head };
  },
);
