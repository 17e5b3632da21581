import { Counter } from "prom-client";
import { clock } from "../../platform/clock";
import { counts, Duration, registry } from "../../platform/meters";
import type { Flush, Run } from "./observer";

const publishToSequence = new Duration(
  "lobby_realtime_publish_to_sequence_seconds",
  "From a batch's hand-over to its topic until it was committed to the log",
  ["service"],
);
const flushSeconds = new Duration("lobby_realtime_flush_seconds", "Duration of a commit to the log");
const flushEvents = counts("lobby_realtime_flush_events", "Events of a commit to the log", 2048);
const tickSeconds = new Duration("lobby_realtime_tick_seconds", "Duration of writing what is new to all followers");
const sequenceToSocket = new Duration(
  "lobby_realtime_sequence_to_socket_seconds",
  "From this process's knowing of a sequenced event until it was written to all followers; the oldest event of each run",
);
const endToEnd = new Duration(
  "lobby_realtime_end_to_end_seconds",
  "From an event's making until it was written to all followers here; the oldest event of each run",
);
const behind = new Duration(
  "lobby_realtime_behind_seconds",
  "How long a connection was behind before it was live: replay after a handshake, or lagging",
  ["client", "because"],
);
const reasons = (name: string, help: string): Counter<"reason"> =>
  new Counter({ name, help, labelNames: ["reason"], registers: [registry] });

const resyncs = reasons("lobby_realtime_resyncs_total", "Resync frames sent");
const errors = reasons("lobby_realtime_errors_total", "Error frames sent: requests and connections refused");
const closed = reasons("lobby_realtime_closed_total", "Streams closed; client_left when the other side ended");

/** Where durations and reasons are counted for Prometheus. */
export const meters = {
  flushed({ batches, taken, ms }: Flush): void {
    flushSeconds.observe(ms);
    let events = 0;
    for (const { entries } of taken.appended) events += entries.length;
    flushEvents.observe(events);
    const now = clock.nowMs();
    for (const { service, publishedAtMs } of batches)
      if (publishedAtMs !== undefined) publishToSequence.observe(now - publishedAtMs, { service });
  },
  ticked: (ms: number): void => tickSeconds.observe(ms),
  published({ madeAtMs, waitedMs }: Run): void {
    sequenceToSocket.observe(waitedMs);
    endToEnd.observe(clock.nowMs() - madeAtMs);
  },
  caughtUp: (client: string, because: "replay" | "lagging", ms: number): void =>
    behind.observe(ms, { client, because }),
  resync: (reason: string): void => resyncs.inc({ reason }),
  error: (reason: string): void => errors.inc({ reason }),
  closed: (reason: string): void => closed.inc({ reason }),
};
