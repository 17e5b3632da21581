import { identity } from "~encore/clients";
import { api, APIError, ErrCode, type Query } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller } from "../../identity/contract/access";
import type { ErrorDetails } from "../../platform/errors";
import { instance } from "../../platform/instance";
import { audienceOf } from "../domain/audience";
import { sequencer, tracing } from "../engine/engine";
import { explainPerson, type TracedConnection } from "../engine/tracing";
import { pool } from "../store/db";
import { countHeld } from "../store/held.read";
import { readOrgState } from "../store/log.read";
import { countParked } from "../store/parked.store";
import type { TracedEvent } from "../store/traced.read";
import { requireSomewhere } from "./require-somewhere";

interface TraceRequest {
  /** The event's place in the organisation's log. */
  seq: Query<number & Min<1> & Max<9007199254740991>>;
  /** Only this connection: `connectionId` of its ack, and of its lines in the log. */
  connectionId?: Query<string & MaxLen<100>>;
  /** Only the connections of this login. */
  sessionId?: Query<string & MaxLen<100>>;
  /** Only the connections of this person, and what the person's rights say. */
  personId?: Query<string & MaxLen<100>>;
}

interface TraceResponse {
  seq: number;
  /** The process that answers: it knows its own connections only. */
  instance: string;
  /** The newest seq of the organisation, and the one after which all are kept. */
  head: number;
  keptAfter: number;
  /** `erased`: in its place, without its payload. `expired`: beyond retention. `not_sequenced`: not in the log so far. */
  state: "kept" | "erased" | "expired" | "not_sequenced";
  /** The state, for a person. */
  words: string;
  event: EventTrace | null;
  person: PersonTrace | null;
  /** Newest first, at most 200, open and lately closed. */
  connections: ConnectionTrace[];
}

interface EventTrace {
  service: string;
  channel: string;
  propertyId: number | null;
  class: string;
  /** These three are null when the caller may not see the channel. */
  id: string | null;
  type: string | null;
  entity: string | null;
  /** Position in the channel. */
  n: number;
  /** Made by its service, which commits it right after. RFC 3339. */
  madeAt: string;
  /** Number of the batch of its service with which it came; null when that is not known. */
  batchNo: number | null;
  /** Brought into the log, by the clock of the database; null when that is not known. */
  sequencedAt: string | null;
  /** The process that did so. */
  sequencedBy: string | null;
}

interface PersonTrace {
  personId: string;
  mayNowSee: boolean;
  words: string;
}

interface ConnectionTrace {
  connectionId: string;
  personId: string;
  sessionId: string;
  client: string;
  phase: string;
  openedAt: string;
  closedAt: string | null;
  /** Everything of its audience up to it was sent. */
  cursor: number | null;
  /** The client has processed everything up to it; null when it does not acknowledge. */
  acknowledged: number | null;
  verdict: string;
  /** When the event was sent; null when it was not, or the time is not known any more. */
  sentAt: string | null;
  /** The verdict, for a person. */
  words: string;
}

/**
 * What became of event `seq`, and why a client did or did not see it. Answered from the log, which all processes share, and from the
 * connections of the process that answers: those of people who see no other properties than the ones that the caller operates.
 */
export const trace = api(
  { method: "GET", path: "/v2/realtime/trace", expose: true, auth: true },
  async ({ seq: asked, ...which }: TraceRequest): Promise<TraceResponse> => {
    const seq = Math.trunc(asked);
    const properties = requireSomewhere("realtime.operate");
    const { orgId } = caller();
    const [{ head, keptAfter }, event] = await Promise.all([readOrgState(pool, orgId), tracing.find(orgId, seq)]);
    const common = { seq, instance, head, keptAfter };
    if (event === null) {
      const isExpired = seq <= head;
      const words = isExpired
        ? `it is beyond retention: everything after ${keptAfter} is kept`
        : await whyNotSequenced(orgId, head);
      return {
        ...common,
        state: isExpired ? "expired" : "not_sequenced",
        words,
        event: null,
        person: null,
        connections: [],
      };
    }
    if (event.propertyId !== null && !properties.includes(event.propertyId)) throw notYours();
    const { personId } = which;
    return {
      ...common,
      state: event.redacted ? "erased" : "kept",
      words: event.redacted
        ? "it is in the log without its payload, which was erased: clients get it as redacted"
        : "it is in the log",
      event: toEventTrace(event),
      person:
        personId === undefined
          ? null
          : { personId, ...explainPerson(event, await identity.personAccess({ orgId, personId })) },
      connections: tracing.connections(orgId, event, which, properties).map(toConnectionTrace),
    };
  },
);

async function whyNotSequenced(orgId: string, head: number): Promise<string> {
  const [held, parked] = await Promise.all([countHeld(pool, orgId), countParked(pool, orgId)]);
  const waiting = [
    `${sequencer.backlogOf(orgId)} batches wait for this process's next flush`,
    `${held} wait for an earlier one`,
    `${parked} messages are parked for a person to look at`,
  ];
  return `it is not in the log yet, whose head is ${head}: ${waiting.join(", ")}`;
}

function toEventTrace(event: TracedEvent): EventTrace {
  const { service, channel, propertyId, n, batchNo, madeAt, sequencedAt, sequencedBy } = event;
  const isVisible = audienceOf(caller().grants, [service]).channels.has(channel);
  return {
    service,
    channel,
    propertyId,
    class: event.class,
    id: isVisible ? event.id : null,
    type: isVisible ? event.type : null,
    entity: isVisible ? `${event.entity.kind} ${event.entity.id}, version ${event.entity.version}` : null,
    n,
    madeAt: madeAt.toISOString(),
    batchNo,
    sequencedAt: sequencedAt?.toISOString() ?? null,
    sequencedBy,
  };
}

function toConnectionTrace({ story, verdict, words, sentAtMs }: TracedConnection): ConnectionTrace {
  const { connectionId, personId, sessionId, transport, phase, openedAtMs, closed, cursor, acked } = story;
  return {
    connectionId,
    personId,
    sessionId,
    client: transport,
    phase,
    openedAt: new Date(openedAtMs).toISOString(),
    closedAt: closed === null ? null : new Date(closed.atMs).toISOString(),
    cursor,
    acknowledged: acked,
    verdict,
    sentAt: sentAtMs === null ? null : new Date(sentAtMs).toISOString(),
    words,
  };
}

function notYours(): APIError {
  const details: ErrorDetails = { reason: "permission_missing", errorId: null, errors: [], retryAfterMs: null };
  return new APIError(
    ErrCode.PermissionDenied,
    "this event belongs to a property at which you lack the permission realtime.operate",
    undefined,
    details,
  );
}
