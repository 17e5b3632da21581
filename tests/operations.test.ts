import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { uncovered } from "../host/infra/covers";
import { readInfra } from "../host/infra/read-infra";
import type { App } from "../host/model/app";
import { declaredApp } from "../host/testing/declared-app";
import { root } from "./lib/server";

let app: App;
beforeAll(async () => {
  app = await declaredApp(root);
}, 120_000);
const page = (name: string): string => readFileSync(path.join(root, "docs/operations", name), "utf8");

interface EncoreInfra {
  hosted_services: string[];
  hosted_gateways: string[];
  cors: object;
  sql_servers: { databases: object }[];
  pubsub: { topics: Record<string, { subscriptions: object }> }[];
  object_storage: { buckets: Record<string, { public_base_url?: string }> }[];
  secrets: object;
}

test("infra.config.encore.json names all that the application has, which is what Encore's image demands", () => {
  const infra = JSON.parse(page("infra.config.encore.json")) as EncoreInfra;
  const keys = (objects: object[]): string[] => objects.flatMap(Object.keys).toSorted();
  const names = (things: { name: string }[]): string[] => things.map((thing) => thing.name).toSorted();
  const topics = infra.pubsub.flatMap((broker) => Object.values(broker.topics));
  expect({
    services: infra.hosted_services.toSorted(),
    gateways: infra.hosted_gateways,
    cors: typeof infra.cors,
    databases: keys(infra.sql_servers.map((server) => server.databases)),
    topics: keys(infra.pubsub.map((broker) => broker.topics)),
    subscriptions: keys(topics.map((topic) => topic.subscriptions)),
    buckets: keys(infra.object_storage.map((store) => store.buckets)),
    secrets: keys([infra.secrets]),
  }).toEqual({
    services: names(app.services),
    gateways: names(app.gateways),
    cors: "object",
    databases: names(app.databases),
    topics: names(app.topics),
    subscriptions: names(app.topics.flatMap((topic) => topic.subscriptions)),
    buckets: names(app.buckets),
    secrets: [...new Set(app.services.flatMap((service) => service.secrets))].toSorted(),
  });
  const open = infra.object_storage.flatMap((store) => Object.entries(store.buckets));
  for (const { name } of app.buckets.filter((bucket) => bucket.public))
    expect(open.find(([bucket]) => bucket === name)?.[1].public_base_url, name).toBeDefined();
});

test("infra.config.standalone.json can be used by the host", () => {
  const infra = readInfra(path.join(root, "docs/operations/infra.config.standalone.json"), { DB_PASSWORD: "x" });
  expect(uncovered(app, infra)).toEqual([]);
});

test("infra.config.encore.json can be used for migrations, with the variables of its databases alone", () => {
  const file = path.join(root, "docs/operations/infra.config.encore.json");
  const infra = readInfra(file, { DB_PASSWORD: "x" }, "migrate");
  expect(uncovered(app, infra, "migrate")).toEqual([]);
  expect(() => readInfra(file, { DB_PASSWORD: "x" })).toThrow(/pubsub: type "gcp_pubsub" is not supported/);
});

/** Between the processes of an installation, or for tests alone. */
const internal = ["LOBBY_RUNTIME", "LOBBY_SUPERVISED", "LOBBY_GREETED", "LOBBY_CRASH_AT", "ENCORE_RUNTIME_LIB", "PATH"];

test("configuration.md lists every variable that the product reads", () => {
  const files = [
    "host/cli",
    "host/infra",
    "host/services",
    "host/runtime",
    "platform",
    "chat",
    "finance",
    "identity",
    "realtime",
  ]
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
        path.join(folder, file),
      ),
    )
    .filter((file) => file.endsWith(".ts") && !file.includes("__tests__") && !file.endsWith(".test.ts"));
  const read = files.flatMap((file) =>
    [...readFileSync(path.join(root, file), "utf8").matchAll(/\benv\["([A-Z_0-9]+)"\]/g)].map(([, name = ""]) => name),
  );
  expect(read).toContain("PORT");
  const text = page("configuration.md");
  expect([...new Set(read)].filter((name) => !internal.includes(name) && !text.includes(`\`${name}\``))).toEqual([]);
});
