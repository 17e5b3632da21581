import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { pool } from "../store/db";
import { countParked } from "../store/parked.store";
import { connections, hub, sequencer } from "./engine";

/** All figures of this process for Prometheus; names begin with `lobby_` where they are ours. */
export const registry = new Registry();

collectDefaultMetrics({ register: registry });

/** Adds a figure that is read when it is asked for. */
function figure(name: string, help: string, read: () => number | Promise<number>): void {
  registry.registerMetric(
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        this.set(await read());
      },
    }),
  );
}

const { all } = connections.counters;
figure("lobby_realtime_connections", "Open streams", () => all.open);
figure("lobby_realtime_active_connections", "Streams past their handshake", () => all.active);
figure("lobby_realtime_connections_total", "Streams opened since the start", () => all.total);
figure("lobby_realtime_events_delivered_total", "Events sent, once per connection", () => all.delivered);
figure("lobby_realtime_events_replayed_total", "Of the events sent, those that were replayed", () => all.replayed);
figure(
  "lobby_realtime_events_sequenced_total",
  "Events that this process brought into the log",
  () => sequencer.sequenced,
);
figure("lobby_realtime_flushes_total", "Commits to the log", () => sequencer.flushes);
figure("lobby_realtime_backlog_batches", "Batches received and not yet committed", () => sequencer.backlog);
figure("lobby_realtime_feeds", "Organisations whose events are held in memory", () => hub.feeds.size);
figure("lobby_realtime_ring_bytes", "Memory of the events held, roughly", () => {
  let bytes = 0;
  for (const feed of hub.feeds.values()) bytes += feed.bytes;
  return bytes;
});
figure("lobby_realtime_parked", "Messages that could not be sequenced and wait for a person", () => countParked(pool));
