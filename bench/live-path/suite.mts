/**
 * The live path from outside: a clerk's POST until the event is parsed by a WebSocket client. Server (with its PostgreSQL,
 * fsync on) on core 0, this client on core 1.
 *   latency: open loop, `rate` posts/s; request → event at the last of the listening clients' copies, and answer → event, which is
 *            the commit-to-client time as seen from outside (the answer leaves the server after the commit; negative = the event was first).
 *   throughput: closed loop with `writers` posts in flight.
 *   many: the stream's own load client as subscribers, PostgreSQL on the client's core: the load of a busy hotel group.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { listen, loginOwner, post, type Server, startServer } from "../lib/lobby.mjs";
import { markdown } from "../host/figures.mjs";
import { ms, provenance, quantile } from "../lib/provenance.mjs";
import { measureManySubscribers } from "./many.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    rate: { type: "string", default: "50" },
    writers: { type: "string", default: "32" },
    /** Share of the subscribers of `many`, to try the suite out. */
    scale: { type: "string", default: "1" },
    out: { type: "string" },
  },
});
const seconds = Number(values.seconds);

interface Booking {
  sent: number;
  answered: number;
  /** Arrival of the event at each client. */
  arrived: number[];
}

async function latency(server: Server, token: string, clients: number, rate: number) {
  const bookings = new Map<string, Booking>();
  const early = new Map<string, number[]>();
  const sockets = await Promise.all(
    Array.from({ length: clients }, () =>
      listen(server.port, token, (id, at) => {
        const known = bookings.get(id);
        if (known) known.arrived.push(at);
        else early.set(id, [...(early.get(id) ?? []), at]);
      }),
    ),
  );
  const pending: Promise<void>[] = [];
  const book = async (): Promise<void> => {
    const sent = performance.now();
    const { id } = await post<{ id: string }>(server.port, "/finance/revenue", { amount: 12.5, propertyId: 1 }, token);
    bookings.set(id, { sent, answered: performance.now(), arrived: early.get(id) ?? [] });
  };
  const start = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const due = start + (i * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    pending.push(book());
  }
  await Promise.all(pending);
  const all = [...bookings.values()];
  const complete = (): boolean => all.every((b) => b.arrived.length >= clients);
  for (const end = performance.now() + 5000; !complete() && performance.now() < end;) {
    await new Promise((done) => setTimeout(done, 20));
  }
  for (const socket of sockets) socket.terminate();
  // The first second warms the process up and is left out.
  const kept = all.filter((b) => b.sent - start > 1000 && b.arrived.length >= clients);
  const fromRequest = kept.flatMap((b) => b.arrived.map((at) => at - b.sent));
  const fromAnswer = kept.flatMap((b) => b.arrived.map((at) => at - b.answered));
  const answers = kept.map((b) => b.answered - b.sent);
  return {
    clients,
    rate,
    events: kept.length,
    lost: all.filter((b) => b.arrived.length < clients).length,
    fromRequest,
    fromAnswer,
    answers,
  };
}

async function throughput(server: Server, token: string, writers: number) {
  let arrived = 0;
  let last = 0;
  const socket = await listen(server.port, token, (_id, at) => {
    arrived += 1;
    last = at;
  });
  const start = performance.now();
  let booked = 0;
  const writer = async (): Promise<void> => {
    while (performance.now() - start < seconds * 1000) {
      await post(server.port, "/finance/revenue", { amount: 12.5, propertyId: 1 }, token);
      booked += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  const postsEnd = performance.now();
  for (const end = performance.now() + 10_000; arrived < booked && performance.now() < end;) {
    await new Promise((done) => setTimeout(done, 20));
  }
  socket.terminate();
  return { booked, arrived, perSecond: arrived / ((Math.max(last, postsEnd) - start) / 1000) };
}

execFileSync("taskset", ["-p", "-c", "1", String(process.pid)], { stdio: "ignore" });
const lines: string[] = [];
const say = (line: string): void => {
  console.log(line);
  lines.push(line);
};
const server = await startServer(0);
try {
  const token = await loginOwner(server.port);
  say(`| clients | posts/s | events | lost | request→event p50 | p99 | answer→event p50 | p99 | POST p50 | p99 |`);
  say(`|---|---|---|---|---|---|---|---|---|---|`);
  for (const clients of [1, 100]) {
    const r = await latency(server, token, clients, Number(values.rate));
    const q = (list: number[]): string => `${ms(quantile(list, 0.5))} ms | ${ms(quantile(list, 0.99))} ms`;
    say(
      `| ${r.clients} | ${r.rate} | ${r.events} | ${r.lost} | ${q(r.fromRequest)} | ${q(r.fromAnswer)} | ${q(r.answers)} |`,
    );
  }
  const t = await throughput(server, token, Number(values.writers));
  say("");
  say(
    `Whole path, ${values.writers} posts in flight, one client: ${t.perSecond.toFixed(0)} events/s (${t.booked} booked, ${t.arrived} arrived).`,
  );
} finally {
  await server.stop();
}
const finding = await measureManySubscribers(seconds, (clients) =>
  Math.max(1, Math.round(clients * Number(values.scale))),
);
say("");
for (const line of markdown(finding).split("\n")) say(line);
if (values.out !== undefined) {
  const dir = path.join("bench", "results", values.out);
  mkdirSync(dir, { recursive: true });
  const facts = provenance();
  writeFileSync(
    path.join(dir, "provenance.json"),
    `${JSON.stringify({ suite: "live-path", options: values, ...facts }, null, 2)}\n`,
  );
  writeFileSync(
    path.join(dir, "report.md"),
    `# The live path: ${String(facts["date"]).slice(0, 10)}\n\n${lines.join("\n")}\n`,
  );
}
