import { expect, test } from "vitest";
import type { RuntimeContext } from "../context";
import { applicationFamilies } from "./application-metrics";
import { exposition } from "./exposition";
import { HostMetrics } from "./host-metrics";
import { MetricsRegistry } from "./registry";
import { Requests } from "./requests";
import { Scrape, scrapeAccess } from "./scrape";
import { Tally } from "./tally";

test("a family has its help, its type and a line a sample, with label values escaped", () => {
  const samples = [
    { labels: {}, value: 3 },
    { labels: { path: 'a"b\\c\nd', code: "ok" }, value: 2.5 },
  ];
  expect(exposition([{ name: "n", help: "What it is", type: "counter", samples }])).toBe(
    '# HELP n What it is\n# TYPE n counter\nn 3\nn{path="a\\"b\\\\c\\nd",code="ok"} 2.5\n',
  );
  expect(exposition([{ name: "n", help: "Nothing yet", type: "gauge", samples: [] }])).toBe("");
});

test("a tally counts up and down by its labels, whatever else comes with them", () => {
  const tally = new Tally({ name: "n", help: "h", type: "gauge" }, ["topic"]);
  tally.add({ topic: "a", service: "s" } as { topic: string });
  tally.add({ topic: "b" }, 5);
  tally.add({ topic: "a" }, -1);
  expect(tally.family().samples).toEqual([
    { labels: { topic: "a" }, value: 0 },
    { labels: { topic: "b" }, value: 5 },
  ]);
});

test("requests are counted by code; buckets count everything up to their bound", () => {
  const requests = new Requests();
  for (const seconds of [0.001, 0.002, 0.3, 60]) requests.add("desk", "list", "ok", seconds);
  requests.add("desk", "list", "not_found");
  const text = exposition(requests.families());
  for (const [le, count] of [
    ["0.001", 1],
    ["0.0025", 2],
    ["0.25", 2],
    ["0.5", 3],
    ["10", 3],
    ["+Inf", 4],
  ] as const)
    expect(text).toContain(`_seconds_bucket{service="desk",endpoint="list",le="${le}"} ${count}\n`);
  expect(text).toContain('_seconds_count{service="desk",endpoint="list"} 4\n');
  expect(text).toContain('_seconds_sum{service="desk",endpoint="list"} 60.303\n');
  expect(text).toContain('e_requests_total{service="desk",endpoint="list",code="ok"} 4\n');
  expect(text).toContain('e_requests_total{service="desk",endpoint="list",code="not_found"} 1\n');
});

/** As encore.dev writes: counters add 64-bit integers, gauges store the bits of their number. */
function application() {
  const cells = new BigUint64Array(new SharedArrayBuffer(8 * 8));
  const registry = new MetricsRegistry(cells);
  const count = (slot: number, by: number) => Atomics.add(cells, slot, BigInt(Math.floor(by)));
  const set = (slot: number, value: number) =>
    Atomics.store(cells, slot, new BigUint64Array(new Float64Array([value]).buffer)[0]!);
  return { registry, count, set };
}

test("the application's figures have their own names and labels, and the service that wrote them", () => {
  const { registry, count, set } = application();
  count(registry.allocateSlot("visits", [], "desk", "Counter"), 5);
  count(
    registry.allocateSlot(
      "moves",
      [
        ["kind", "in"],
        ["is-vip", "true"],
        ["4xx", "no"],
      ],
      "desk",
      "Counter",
    ),
    2,
  );
  set(registry.allocateSlot("load", [], null, "Gauge"), -3.5);
  set(registry.allocateSlot("idle", [], "desk", "Gauge"), Number.NaN);
  const lines = exposition(applicationFamilies(registry)).split("\n");
  expect(lines.filter((line) => !line.startsWith("# HELP"))).toEqual([
    "# TYPE visits counter",
    'visits{service="desk"} 5',
    "# TYPE moves counter",
    'moves{service="desk",kind="in",is_vip="true",_4xx="no"} 2',
    "# TYPE load gauge",
    "load -3.5",
    "# TYPE idle gauge",
    'idle{service="desk"} NaN',
    "",
  ]);
});

test("negative steps count back and fractions are cut off, without a word", () => {
  const { registry, count } = application();
  const slot = registry.allocateSlot("visits", [], "desk", "Counter");
  for (const by of [5, -1, 0.5]) count(slot, by);
  expect(applicationFamilies(registry)[0]?.samples[0]?.value).toBe(4n);
});

test("a scrape has the process, the host and the application; a name of Node's own is not there twice", async () => {
  const { registry, count } = application();
  count(registry.allocateSlot("visits", [], "desk", "Counter"), 1);
  count(registry.allocateSlot("process_start_time_seconds", [], "desk", "Counter"), 1);
  const metrics = new HostMetrics();
  metrics.requests.add("desk", "list", "ok", 0.01);
  const context = { config: { profile: "run" }, metrics } as RuntimeContext;
  const answer = await new Scrape(context, registry).answerTo({
    socket: { remoteAddress: "::1" },
    headers: { host: "localhost" },
  });
  const text = String(answer?.body);
  expect(answer?.contentType).toContain("text/plain; version=0.0.4");
  for (const line of ['e_requests_total{service="desk",endpoint="list",code="ok"} 1', 'visits{service="desk"} 1'])
    expect(text).toContain(`\n${line}\n`);
  expect(text.match(/^# TYPE process_start_time_seconds/gm)).toHaveLength(1);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
});

test.each<[string, Parameters<typeof scrapeAccess>, ReturnType<typeof scrapeAccess>]>([
  ["open to this machine in development", [{ profile: "run" }, undefined, true], "allowed"],
  ["not there for others", [{ profile: "run" }, undefined, false], "absent"],
  ["not there in an image without a token", [{ profile: "image" }, "Bearer x", true], "absent"],
  ["closed without the token", [{ profile: "image", metricsToken: "secret" }, undefined, true], "denied"],
  ["closed with another", [{ profile: "run", metricsToken: "secret" }, "Bearer secreT", true], "denied"],
  ["open with the token", [{ profile: "image", metricsToken: "secret" }, "Bearer secret", false], "allowed"],
])("the metrics are %s", (_name, args, expected) => {
  expect(scrapeAccess(...args)).toBe(expected);
});
