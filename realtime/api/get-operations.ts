import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { instance } from "../../platform/instance";
import { connections, hub, sequencer, watch } from "../engine/engine";
import { summarise } from "../engine/operations";
import { pool } from "../store/db";
import { findHeld } from "../store/held.read";
import { readHeads } from "../store/log.read";
import { countParked } from "../store/parked.store";
import { requireSomewhere } from "./require-somewhere";

interface Operations {
  /** The process that answers; connections, rates and times are its own. */
  instance: string;
  /** RFC 3339, of this answer. */
  at: string;
  /** The newest event of the organisation's log, on all processes. */
  head: number;
  /** Streams of people who see no other properties than those that the caller operates, by what they do. */
  clients: { client: string; phase: string; count: number }[];
  /** Since the process started, on such streams. */
  totals: {
    opened: number;
    delivered: number;
    replayed: number;
    lagged: number;
    resyncs: number;
    refused: number;
  };
  /** Of the last runs of the organisation; null when there was none. */
  latency: {
    runs: number;
    /** From an event's making to its writing to the sockets: half of the runs took at most so long. */
    p50Ms: number;
    p99Ms: number;
  } | null;
  /** Batches of the organisation that wait for this process's next flush. */
  backlogBatches: number;
  /** Services whose batches wait for an earlier one. */
  held: { service: string; missing: number; held: number }[];
  /** Messages of the organisation that could not be sequenced. */
  parked: number;
  /** The organisation's events in memory here. */
  ringBytes: number;
  /** Furthest behind first, at most 20; those that are live and up to date are none. */
  slowest: {
    connectionId: string;
    personId: string;
    client: string;
    phase: string;
    openedAt: string;
    cursor: number;
    behindEvents: number;
    behindMs: number;
  }[];
}

/** How the stream of the caller's organisation is, for whoever looks after it. */
export const getOperations = api(
  { method: "GET", path: "/v2/realtime/operations", expose: true, auth: true },
  async (): Promise<Operations> => {
    const properties = requireSomewhere("realtime.operate");
    const { orgId } = caller();
    const [heads, held, parked] = await Promise.all([
      readHeads(pool, [orgId]),
      findHeld(pool, orgId),
      countParked(pool, orgId),
    ]);
    const head = heads.get(orgId)?.head ?? 0;
    const counters = connections.counters.sum(orgId, properties);
    const { total: opened, delivered, replayed, lagged, resyncs, refused } = counters;
    const latency = watch.runs.latency(orgId);
    return {
      instance,
      at: clock.now().toISOString(),
      head,
      ...summarise(watch.ledger, orgId, properties, head),
      totals: { opened, delivered, replayed, lagged, resyncs, refused },
      latency: latency === null ? null : { runs: latency.runs, p50Ms: latency.p50, p99Ms: latency.p99 },
      backlogBatches: sequencer.backlogOf(orgId),
      held,
      parked,
      ringBytes: hub.feeds.get(orgId)?.bytes ?? 0,
    };
  },
);
