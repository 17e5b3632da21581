import { collectDefaultMetrics, Gauge } from "prom-client";
import { figure, registry } from "../../platform/meters";
import { pool } from "../store/db";
import { countHeld } from "../store/held.read";
import { countParked } from "../store/parked.store";
import { connections, hub, sequencer, watch } from "./engine";

collectDefaultMetrics({ register: registry });

const { all } = connections.counters;
figure("lobby_realtime_connections", "Open streams", () => all.open);
figure("lobby_realtime_active_connections", "Streams past their handshake", () => all.active);
figure("lobby_realtime_connections_total", "Streams opened since the start", () => all.total);
figure("lobby_realtime_events_delivered_total", "Events sent, once per connection", () => all.delivered);
figure("lobby_realtime_events_replayed_total", "Of the events sent, those that were replayed", () => all.replayed);
figure(
  "lobby_realtime_events_coalesced_total",
  "Of the events sent, those without the payload that a later one made obsolete",
  () => all.superseded,
);
figure(
  "lobby_realtime_events_sequenced_total",
  "Events that this process brought into the log",
  () => sequencer.sequenced,
);
figure("lobby_realtime_flushes_total", "Commits to the log", () => sequencer.flushes);
figure("lobby_realtime_backlog_batches", "Batches received and not yet committed", () => sequencer.backlog);
figure("lobby_realtime_feeds", "Organisations whose events are held in memory", () => hub.feeds.size);
figure(
  "lobby_realtime_memory_bytes",
  "Memory of the events and prepared replays held, roughly",
  () => hub.memory.bytes,
);
figure("lobby_realtime_memory_limit_bytes", "What that memory is bounded to", () => hub.memory.limitBytes);
figure(
  "lobby_realtime_memory_shed_bytes_total",
  "What gave way because the bound was reached",
  () => hub.memory.shedBytes,
);
figure(
  "lobby_realtime_large_events_total",
  "Events that were compressed when they were sequenced",
  () => hub.largeEvents.total,
);
figure("lobby_realtime_parked", "Messages that could not be sequenced and wait for a person", () => countParked(pool));
figure("lobby_realtime_held_batches", "Batches that wait in the database for an earlier one", () => countHeld(pool));

const clients = new Gauge({
  name: "lobby_realtime_clients",
  help: "Open streams by how they are connected and what they are doing",
  labelNames: ["client", "phase"],
  registers: [registry],
  collect() {
    clients.reset();
    for (const { transport, phase } of watch.ledger.connections) clients.inc({ client: transport, phase });
  },
});
const lag = new Gauge({
  name: "lobby_realtime_lag_events",
  help: "Events of its organisation that the connection furthest behind has not been sent",
  labelNames: ["client"],
  registers: [registry],
  collect() {
    lag.reset();
    const most = new Map<string, number>();
    for (const { transport, auth, session } of watch.ledger.connections) {
      const cursor = "cursor" in session ? session.cursor : 0;
      const isBehind = session.phase !== "live" && cursor > 0;
      const events = isBehind ? (hub.feeds.get(auth.orgId)?.head ?? cursor) - cursor : 0;
      most.set(transport, Math.max(most.get(transport) ?? 0, events));
    }
    for (const [client, events] of most) lag.set({ client }, events);
  },
});
