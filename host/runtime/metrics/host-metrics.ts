import { streamCounts } from "../streams/counts";
import type { Family } from "./exposition";
import { Requests } from "./requests";
import { Tally } from "./tally";

/**
 * The host's own figures of one process. Their names begin with `e_`, which Encore keeps from applications; those that Encore has
 * too are called as there.
 */
export class HostMetrics {
  readonly requests = new Requests();
  readonly socketsOpen = new Tally({ name: "e_sockets_open", help: "Open WebSockets", type: "gauge" }, [
    "service",
    "endpoint",
  ]);
  readonly published = new Tally({ name: "e_pubsub_published_total", help: "Messages published", type: "counter" }, [
    "topic",
  ]);
  readonly deliveries = new Tally(
    {
      name: "e_pubsub_deliveries_total",
      help: "Deliveries by outcome: handled, failed (comes again), dead (failed for the last time)",
      type: "counter",
    },
    ["service", "topic", "subscription", "outcome"],
  );
  readonly cronRuns = new Tally(
    { name: "e_cron_runs_total", help: "Runs of crons by code: ok, or an error code", type: "counter" },
    ["cron", "code"],
  );
  readonly sqlConnections = new Tally(
    {
      name: "e_sql_connections",
      help: "Connections of SQLDatabase's own methods: in_use, and how many calls are waiting for one",
      type: "gauge",
    },
    ["database", "state"],
  );
  readonly sqlRolledBack = new Tally(
    {
      name: "e_sql_rolled_back_total",
      help: "Transactions that nobody ended: forgotten, or left open by hand on a connection that was given back",
      type: "counter",
    },
    ["database", "reason"],
  );
  readonly objectRequests = new Tally(
    { name: "e_object_requests_total", help: "Requests to addresses of objects by HTTP status", type: "counter" },
    ["bucket", "method", "status"],
  );
  readonly objectsLost = new Tally(
    { name: "e_objects_lost_total", help: "Objects whose name cannot be found again", type: "counter" },
    ["bucket"],
  );

  families(): Family[] {
    return [
      ...this.requests.families(),
      ...[this.socketsOpen, this.published, this.deliveries, this.cronRuns].map((tally) => tally.family()),
      ...[this.sqlConnections, this.sqlRolledBack].map((tally) => tally.family()),
      ...[this.objectRequests, this.objectsLost].map((tally) => tally.family()),
      ...lost(),
    ];
  }
}

/** What streams lose without a word on the wire. */
function lost(): Family[] {
  const { messagesDropped, messagesNotSent, socketsCut, protocolErrors } = streamCounts;
  const count = (name: string, help: string, value: number): Family => ({
    name,
    help,
    type: "counter",
    samples: [{ labels: {}, value }],
  });
  return [
    count("e_stream_messages_dropped_total", "Messages of clients that do not fit their type", messagesDropped),
    count("e_stream_messages_not_sent_total", "Messages of handlers whose type has no fields", messagesNotSent),
    count("e_sockets_cut_total", "WebSockets cut because their client does not read", socketsCut),
    count("e_socket_protocol_errors_total", "WebSockets cut because their client breaks the protocol", protocolErrors),
  ];
}
