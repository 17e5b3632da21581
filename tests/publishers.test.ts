/** A service that begins to publish is wired everywhere: its tables, its topic's subscription, its events' schemas and its audience. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { declaredApp } from "../host/testing/declared-app";
import type { StreamService } from "../platform/events";
import { permissionTo } from "../realtime/domain/audience";
import { CATALOGUE } from "../realtime/domain/catalogue";

const root = fileURLToPath(new URL("..", import.meta.url));
const text = (path: string): string => readFileSync(root + path, "utf8");

const topics = (await declaredApp(root)).topics.filter(({ name }) => name.endsWith("-events"));
const streamOf = (topic: string): StreamService => topic.replace(/-events$/, "") as StreamService;

test("there is finance's topic at least", () => {
  expect(topics.map(({ name }) => name)).toContain("finance-events");
});

test.each(topics)("the events of $name come into the log, are known, and are seen by somebody", (topic) => {
  const stream = streamOf(topic.name);
  const subscriptions = topic.subscriptions.map(({ name, service }) => [service, name]);
  expect(subscriptions.filter(([service]) => service === "realtime")).toEqual([["realtime", `realtime-${stream}`]]);
  expect(Object.keys(CATALOGUE)).toContain(stream);
  expect(permissionTo(stream, "normal")).not.toBeNull();
});

/** Finance had its tables before a database could own several streams; its second migration makes them the same. */
const GROWN = new Set(["finance"]);

/** These take no request that creates anything by a key. */
const WITHOUT_KEYS = new Set(["identity", "reports"]);

const publishers = [...new Set(topics.flatMap((topic) => topic.publishers))];

test.each(publishers)(
  "%s has the tables of the outbox, and of idempotency where it needs them, word for word",
  (service) => {
    const folder = `${service}/store/migrations`;
    const migrations = readdirSync(root + folder).map((file) => text(`${folder}/${file}`));
    const parts = [...(GROWN.has(service) ? [] : ["outbox"]), ...(WITHOUT_KEYS.has(service) ? [] : ["idempotency"])];
    for (const part of parts) expect(migrations.join("\n")).toContain(text(`platform/${part}.sql`));
  },
);
