import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { connections, hub, intake } from "../engine/engine";
import { requireSomewhere } from "./require-somewhere";

interface RealtimeMetrics {
  /** Streams that are past their handshake. */
  activeConnections: number;
  /** Streams opened since the process started. */
  totalConnections: number;
  /** Events sent, counted once per connection. */
  eventsDelivered: number;
  /** Large events that this process compressed when it sequenced them, whoever listens. */
  compressedMessages: number;
  /** Of the events sent, those that were replayed. */
  missedEventsReplayed: number;
  /** Of the events sent, those whose payload a later one made obsolete. */
  coalescedEvents: number;
  /** Times that a stream fell behind what its client reads. */
  laggedStreams: number;
  /** Times that a client was told to fetch its data anew. */
  resyncs: number;
  /** Error frames sent. */
  refusals: number;
  connectionPoolStats: {
    /** Topic subscriptions; they serve all organisations and do not grow with connections. */
    totalSubscriptions: number;
    /** Streams open now, with or without handshake. */
    totalConnections: number;
    /** Organisations of the streams counted: the caller's, or none. */
    totalOrgs: number;
  };
}

/**
 * What the process that answers has done for the caller's organisation since it started: only on streams of people who see no
 * other properties than those at which the caller may see metrics.
 */
export const getMetrics = api(
  { method: "GET", path: "/v2/realtime/metrics", expose: true, auth: true },
  async (): Promise<RealtimeMetrics> => {
    const properties = requireSomewhere("realtime.metrics.read");
    const counters = connections.counters.sum(caller().orgId, properties);
    return {
      activeConnections: counters.active,
      totalConnections: counters.total,
      eventsDelivered: counters.delivered,
      compressedMessages: hub.largeEvents.count(caller().orgId, properties),
      missedEventsReplayed: counters.replayed,
      coalescedEvents: counters.superseded,
      laggedStreams: counters.lagged,
      resyncs: counters.resyncs,
      refusals: counters.refused,
      connectionPoolStats: {
        totalSubscriptions: intake.subscriptions,
        totalConnections: counters.open,
        totalOrgs: counters.open > 0 ? 1 : 0,
      },
    };
  },
);
