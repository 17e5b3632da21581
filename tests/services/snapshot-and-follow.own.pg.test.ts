/** Snapshot and follow (docs/concepts/realtime.md): what a client read before, and the events since, are what it would read now. */
import { finance, guest } from "~encore/clients";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toJSONSchema } from "zod";
import WebSocket from "ws";
import { RealtimeClient } from "../../frontend/src/lib/realtime/client";
import { ticketsFrom } from "../../frontend/src/lib/realtime/links/ticket";
import { webSocketLink } from "../../frontend/src/lib/realtime/links/websocket";
import type { LiveEvent } from "../../frontend/src/lib/realtime/machine/state";
import { invalidatedKinds } from "../../frontend/src/lib/realtime/typed";
import { plainWorld } from "../../frontend/src/lib/realtime/world";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import { CATALOGUE } from "../../realtime/domain/catalogue";
import { pool as realtimePool } from "../../realtime/store/db";
import { startEngine } from "../../realtime/engine/engine";
import { call, type Tokens } from "../lib/api";
import { FOLLOWED } from "../lib/followed/all";
import type { Api, Followed, Row } from "../lib/followed/followed";
import { startRelays, stopRelays, untilSequenced } from "../lib/outboxes";
import { serveApi } from "../lib/serve-api";

let api: Api;
let orgId: string;
let propertyId: number;
let stopEngine: () => Promise<void>;

beforeAll(async () => {
  const url = await serveApi();
  startRelays();
  stopEngine = startEngine();
  const organisation = await addOrganisation(1);
  orgId = organisation.orgId;
  propertyId = organisation.propertyIds[0]!;
  const { email } = await addPerson(orgId, [[propertyId, "owner"]]);
  const { body } = await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } });
  api = { url, token: body.accessToken };
});
afterAll(async () => {
  await stopRelays();
  await stopEngine();
});

async function newTicket(): Promise<{ ticket: string }> {
  return (await call<{ ticket: string }>(api.url, "POST", "/realtime/ticket", { token: api.token, body: {} })).body;
}

/** A client that keeps a copy of one kind of entity: by rows when it is told to fetch them, by events otherwise. */
class Copy {
  readonly rows = new Map<string, Row>();
  readonly client: RealtimeClient;
  refetches = 0;
  readonly #entity: Followed;

  constructor(service: string, entity: Followed) {
    this.#entity = entity;
    this.client = new RealtimeClient(
      { services: [service] },
      {
        ...plainWorld,
        fetchTicket: ticketsFrom(newTicket),
        links: [webSocketLink(api.url, WebSocket)],
      },
      {
        onEvents: (events) => this.#apply(events),
        onRefetch: () => this.#fetch(),
        onFault: () => {},
        onChange: () => {},
      },
    );
  }

  /** The newer version of a row counts, whichever way it came. */
  #hold(row: Row): void {
    const held = this.rows.get(row.id);
    if (held === undefined || held.version < row.version) this.rows.set(row.id, row);
  }

  async #fetch(): Promise<void> {
    this.refetches += 1;
    for (const row of await this.#entity.readAll(api, propertyId)) this.#hold(row);
  }

  #apply(events: readonly LiveEvent[]): void {
    if (invalidatedKinds(events).has(this.#entity.kind)) void this.#fetch();
    for (const event of events) {
      const row = this.#entity.rowOf(event);
      if (row !== null) this.#hold(row);
    }
  }
}

const byId = (rows: Iterable<Row>): Row[] => [...rows].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Types of events and the entities that they are about, by the schema of a service's events. */
function kindsOf(schema: unknown): { type: string; kind: string }[] {
  interface Shape {
    anyOf?: Shape[];
    properties?: { type: { const: string }; entity: { properties: { kind: { const: string } } } };
  }
  const { anyOf, properties } = schema as Shape;
  if (anyOf !== undefined) return anyOf.flatMap(kindsOf);
  return properties === undefined
    ? []
    : [{ type: properties.type.const, kind: properties.entity.properties.kind.const }];
}

/** What nobody is shown yet, nobody follows: chat/api/follow.pg.test.ts does it with the events as they are published. */
const SHOWN = Object.entries(CATALOGUE)
  .filter(([service]) => service !== "chat")
  .flatMap(([service, { schema }]) =>
    kindsOf(toJSONSchema(schema, { io: "input" })).map((event) => ({ service, ...event })),
  );

test("every event of the catalogue is of an entity that is followed here, or a notice of the platform", () => {
  expect(SHOWN.length).toBeGreaterThan(0);
  const missing = SHOWN.filter(
    ({ service, type, kind }) =>
      type !== "rows-invalidated" && !FOLLOWED.some((entity) => entity.service === service && entity.kind === kind),
  );
  expect(missing).toEqual([]);
});

test.each(FOLLOWED.map((entity) => [entity.kind, entity] as const))(
  "%s: a stale snapshot and the events since are a fresh snapshot, whenever it was taken among concurrent writes",
  { timeout: 120_000 },
  async (_kind, entity) => {
    const copies: Copy[] = [];
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < 15; i++) {
        await entity.write(api, propertyId, writer * 100 + i);
        if (i % 5 === writer % 5) {
          const copy = new Copy(entity.service, entity);
          copies.push(copy);
          copy.client.start();
        }
      }
    };
    await Promise.all([write(1), write(2), write(3), write(4)]);
    const fresh = await entity.readAll(api, propertyId);
    expect(fresh.length).toBeGreaterThanOrEqual(entity.isSingle ? 1 : 60);
    for (const { client, rows, refetches } of copies) {
      await expect.poll(() => byId(rows.values()), { timeout: 20_000 }).toEqual(byId(fresh));
      expect(refetches).toBeLessThanOrEqual(1);
      client.stop();
    }
    expect(copies).toHaveLength(12);
  },
);

test("every event of the catalogue has come in the course of it", async () => {
  // The days that were closed were not those on which anybody left.
  await guest.markDueOut({ orgId, propertyId, businessDate: "2026-12-31", actorId: "system" });
  await untilSequenced(orgId);
  const { rows } = await realtimePool.query<{ told: string }>(
    `SELECT DISTINCT service || ' ' || (envelope::json->>'type') AS told FROM event_log WHERE org_id = $1`,
    [orgId],
  );
  const told = new Set(rows.map((row) => row.told));
  const all = SHOWN.map(({ service, type }) => `${service} ${type}`).filter(
    (name) => !name.endsWith("rows-invalidated"),
  );
  expect(all.filter((name) => !told.has(name))).toEqual([]);
});

test("[RT26] rows that changed without events of their own are fetched anew by whoever follows their kind", async () => {
  const [entity] = FOLLOWED;
  const copy = new Copy("finance", entity!);
  copy.client.start();
  await expect.poll(() => copy.client.view.state).toBe("live");
  await expect.poll(() => copy.refetches).toBe(1);
  // As an import does, beside the API.
  const imported = (await entity!.importRow?.(orgId, propertyId)) ?? "none";
  expect(copy.rows.has(imported)).toBe(false);
  await finance.invalidateRows({ orgId, propertyId, kinds: ["revenue"], reason: "import", actorId: "system" });
  await expect.poll(() => copy.rows.has(imported), { timeout: 20_000 }).toBe(true);
  expect(copy.refetches).toBe(2);
  copy.client.stop();
});
