import { atMost, coreSeconds, type Finding } from "../host/figures.mjs";
import { cpuSeconds } from "../host/server.mjs";
import { login, post } from "../lib/lobby.mjs";
import { Clients, type Report } from "../stream/clients.mjs";
import { explained } from "../stream/explained.mjs";
import { mark, preciseClock } from "../stream/marks.mjs";
import { Product } from "../stream/product.mjs";
import { Writer } from "../stream/writer.mjs";

interface Load {
  title: string;
  subscribers: number;
  perSecond: number;
  by: "HTTP" | "SQL";
}

interface Found extends Load {
  /** Events that were to come, over all subscribers. */
  offered: number;
  report: Report;
  serverCore: number;
  clientCore: number;
}

/** Books by HTTP, open loop, each booking with the time of its request; returns how many were booked. */
async function bookAtPace(product: Product, token: string, perSecond: number, seconds: number, first: number) {
  const clock = preciseClock();
  const began = performance.now();
  const booking: Promise<boolean>[] = [];
  for (let now = began; now - began < seconds * 1000; now = performance.now()) {
    const due = Math.floor(((now - began) * perSecond) / 1000);
    while (booking.length < due) {
      const description = mark(clock(), first + booking.length);
      const body = { amount: 12.5, propertyId: 1, description };
      booking.push(
        post(product.port, "/finance/revenue", body, token).then(
          () => true,
          () => false,
        ),
      );
    }
    await new Promise((next) => setTimeout(next, 2));
  }
  return (await Promise.all(booking)).filter(Boolean).length;
}

async function measure(product: Product, writer: Writer, token: string, load: Load, seconds: number): Promise<Found> {
  const { subscribers, perSecond, by } = load;
  const paths = await product.streamPaths(subscribers);
  const clients = new Clients({
    port: product.port,
    paths,
    kind: "lobby",
    clients: subscribers,
    rate: 1500,
    reconnect: 1,
  });
  await clients.opened();
  const publish = (forSeconds: number): Promise<number> =>
    by === "SQL"
      ? writer.writeAtPace(perSecond, forSeconds)
      : bookAtPace(product, token, perSecond, forSeconds, writer.last + 1);
  const warm = (await publish(2)) * subscribers;
  await clients.until(({ events }) => events >= warm, 5000);
  clients.measure();
  const [cpu, core, began] = [cpuSeconds(product.pid), coreSeconds(1), performance.now()];
  const offered = (await publish(seconds)) * subscribers;
  const report = await clients.until(({ events }) => events >= offered, 5000);
  const took = (performance.now() - began) / 1000;
  await clients.end();
  return {
    ...load,
    offered,
    report,
    serverCore: (cpuSeconds(product.pid) - cpu) / took,
    clientCore: (coreSeconds(1) - core) / took,
  };
}

/** Subscribers by the hundred and the thousand, who are all told of everything. */
export async function measureManySubscribers(seconds: number, scaled: (clients: number) => number): Promise<Finding> {
  const product = await Product.start();
  try {
    const writer = await Writer.of(product);
    const token = await login(product.port, "owner@harbour.example");
    const loads: Load[] = [
      { title: "POST, 200/s, 1,000 subscribers", subscribers: scaled(1000), perSecond: 200, by: "HTTP" },
      { title: "SQL, 200/s, 1,000 subscribers", subscribers: scaled(1000), perSecond: 200, by: "SQL" },
      { title: "POST, 1,000/s, 100 subscribers", subscribers: scaled(100), perSecond: 1000, by: "HTTP" },
      { title: "SQL, 1,000/s, 100 subscribers", subscribers: scaled(100), perSecond: 1000, by: "SQL" },
    ];
    const found: Found[] = [];
    for (const load of loads) found.push(await measure(product, writer, token, load, seconds));
    const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
    const row = ({ title, offered, report, serverCore, clientCore }: Found): string =>
      `| ${[title, report.events, offered - report.events, report.p50.toFixed(1), report.p99.toFixed(1), report.max.toFixed(1), percent(serverCore), percent(clientCore)].join(" | ")} |`;
    return {
      title: "Many subscribers",
      lines: [
        "POST: from the request to the parse at each subscriber. SQL: from before the insert into finance's outbox, in commits of what was due in 10 ms (so half of that is waiting in the writer), to the parse. Server on core 0; PostgreSQL (fsync on), subscribers and writer on core 1.",
        "",
        "| load | deliveries | missing | p50 ms | p99 ms | most ms | server's process | client's core |",
        "|---|---|---|---|---|---|---|---|",
        ...found.map(row),
      ],
      verdicts: found.flatMap((each) => {
        const why = `server ${percent(each.serverCore)}, client and PostgreSQL ${percent(each.clientCore)} of their cores`;
        return [
          explained(atMost(5, `p50 ms: ${each.title}`, [each.report.p50], 1), why),
          explained(atMost(20, `p99 ms: ${each.title}`, [each.report.p99], 1), why),
        ];
      }),
    };
  } finally {
    await product.stop();
  }
}
