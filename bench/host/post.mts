import { ratios, atLeast, atMost, coreSeconds, type Finding, median, spread } from "./figures.mjs";
import { runOnClientCore } from "./load.mjs";
import { cpuSeconds, type Server } from "./server.mjs";

const CONNECTIONS = 32;
const BODY = JSON.stringify({
  guest: "Ada Lovelace",
  email: "ada@harbour.example",
  nights: 3,
  rooms: [
    { kind: "double", rate: 129.5 },
    { kind: "single", rate: 84 },
  ],
  breakfast: true,
  note: "arrives late, by the last ferry",
});

interface Load {
  perSecond: number;
  p50: number;
  p99: number;
  wrong: number;
  /** Share of its core that the client used. */
  clientCpu: number;
  /** Microseconds of the server process for one answer; hardly moved by what else the machine does. */
  cpuMicros: number;
  /** Share of the server's core that other processes used. */
  others: number;
}

/** A typed, validated POST on the host and on Fastify, in turns: both servers run all the time on one core, one of them is asked. */
export async function measurePost(
  program: string,
  host: Server,
  fastify: Server,
  rounds: number,
  seconds: number,
): Promise<Finding> {
  const results = { host: [] as Load[], fastify: [] as Load[] };
  const measure = async (server: Server, warmUp: number): Promise<Load> => {
    const [own, all] = [cpuSeconds(server.pid), coreSeconds(0)];
    const client = runOnClientCore(program, [
      "127.0.0.1",
      String(server.port),
      "/bookings",
      String(CONNECTIONS),
      String(seconds),
      String(warmUp),
      BODY,
    ]);
    const load = JSON.parse(await client.last) as Load & { answers: number };
    const used = cpuSeconds(server.pid) - own;
    const share = seconds / (seconds + warmUp);
    return {
      ...load,
      cpuMicros: ((used * share) / load.answers) * 1e6,
      others: (coreSeconds(0) - all - used) / (seconds + warmUp),
    };
  };
  await measure(host, 2);
  await measure(fastify, 2);
  for (let round = 0; round < rounds; round++) {
    // The order changes, so that what grows or shrinks over time favours neither.
    for (const who of round % 2 === 0 ? (["host", "fastify"] as const) : (["fastify", "host"] as const)) {
      results[who].push(await measure(who === "host" ? host : fastify, 0.3));
    }
  }
  const column = (who: "host" | "fastify", key: keyof Load): number[] => results[who].map((load) => load[key]);
  const row = (who: "host" | "fastify", name: string): string =>
    `| ${name} | ${spread(column(who, "perSecond"), 0)} | ${median(column(who, "cpuMicros")).toFixed(1)} µs | ${spread(column(who, "p50"), 2)} | ${spread(column(who, "p99"), 2)} | ${(median(column(who, "clientCpu")) * 100).toFixed(0)} % | ${(median(column(who, "others")) * 100).toFixed(0)} % |`;
  return {
    title: "Typed POST with validation",
    lines: [
      `${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s in turns; median (least to most).`,
      "",
      "| server | answers/s | processor time an answer | p50 ms | p99 ms | client's core | core used by others |",
      "|---|---|---|---|---|---|---|",
      row("host", "host"),
      row("fastify", "Fastify 5"),
    ],
    verdicts: [
      atLeast(
        0.9,
        "answers/s of the host by Fastify's",
        ratios(column("host", "perSecond"), column("fastify", "perSecond")),
      ),
      atMost(1.2, "p99 of the host by Fastify's", ratios(column("host", "p99"), column("fastify", "p99"))),
      atMost(
        1.11,
        "processor time of the host by Fastify's",
        ratios(column("host", "cpuMicros"), column("fastify", "cpuMicros")),
      ),
    ],
  };
}
