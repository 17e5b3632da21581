/**
 * Membership × visibility × read path: everybody that could stand to a conversation, every fate of a message, every way to read one;
 * and the database by itself.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "../../chat/domain/actor";
import { roomSockets } from "../../chat/engine/room-sockets";
import { visitorBy } from "../../chat/engine/visits";
import { relay } from "../../chat/jobs/relay";
import { asActor } from "../../chat/store/context";
import { pool } from "../../chat/store/db";
import { ROLE_PERMISSIONS } from "../../identity/contract/roles";
import { startEngine } from "../../realtime/engine/engine";
import { serveApi } from "../lib/serve-api";
import { converse } from "../lib/stream";
import { ConversationWorld, isVisitor, PEOPLE, type Person } from "./conversation-world";
import { follow, type Follower } from "./follow";
import { opened, READ_PATHS } from "./read-paths";

/** Every way that could bring a message; of chat's and realtime's endpoints none can be forgotten (sweep.own.pg.test.ts). */
const PATHS = Object.entries(READ_PATHS).filter(([name]) => /^(chat|realtime)\./.test(name));
/** They refuse whoever is not logged in before anything is asked. */
const STREAMS = ["realtime.stream", "realtime.sse", "realtime.poll"];
/** They bring every message that somebody sees. */
const WHOLE = ["chat.listMessages", "chat.getMessage", "chat.getRoomMessages"];

let world: ConversationWorld;
let stopEngine: () => Promise<void>;
let followers: Follower[];

beforeAll(async () => {
  const url = await serveApi();
  relay.start();
  await roomSockets.start();
  stopEngine = startEngine();
  world = await ConversationWorld.build(url);
  await world.begin();
  await untilLogged(world.said.early);
  for (const person of world.people.filter((each) => !isVisitor(each)))
    followers = [
      ...(followers ?? []),
      ...(await follow(person, world.places)),
      ...(await Promise.all(world.places.roomIds.slice(0, 2).map((room) => followRoom(person, room)))),
    ];
  await world.talk();
  await untilLogged(world.said.direct, world.said.published, world.said.otherQuestion);
  await world.end();
}, 240_000);
afterAll(async () => {
  for (const { stop } of followers) await stop();
  await relay.stop();
  await roomSockets.stop();
  await stopEngine();
});

/** The socket of the seed's rooms; whoever is no member is told so and sent away. */
async function followRoom(viewer: Person, room: string): Promise<Follower> {
  const address = `${world.places.url.replace("http", "ws")}/api/v1/rooms/${room}/ws?access_token=${viewer.token}`;
  const { client } = await converse(address, undefined);
  return {
    viewer,
    way: `socket of ${room === world.places.roomIds[0] ? "the room" : "the direct conversation"}`,
    text: () => opened(client.frames),
    stop: () => client.close(),
  };
}

/** Until what was said is in the log: what comes behind it ends it, and who follows from then on is not told of it. */
async function untilLogged(...said: { text: string }[]): Promise<void> {
  const owner = world.of("internal member");
  const path = READ_PATHS["realtime.poll"]![0]!;
  await vi.waitFor(
    async () => {
      const text = await path.read(owner, world.places);
      for (const each of said) expect(text).toContain(each.text);
    },
    { timeout: 60_000, interval: 100 },
  );
}

type Name = keyof ConversationWorld["said"];
const named = () => Object.entries(world.said) as [Name, ConversationWorld["said"][Name]][];

/** Which of the messages stand in the text. */
const found = (text: string): Name[] => named().flatMap(([name, said]) => (text.includes(said.text) ? [name] : []));

/** What the person may see by reading now. */
const seen = ({ who }: Person): Name[] =>
  named().flatMap(([name, { seenBy }]) => ((seenBy as readonly string[]).includes(who) ? [name] : []));

/** What they see whole, by ways that bring everything. */
const newest = (person: Person): Name[] => seen(person).filter((name) => world.said[name].isNewest);

describe("[S4-S05] [C1] [C4] [RT30] what is read", () => {
  test.each(PATHS)("by %s is what one may see now, and nothing else", { timeout: 120_000 }, async (name, paths) => {
    for (const [i, path] of paths.entries()) {
      for (const person of world.people.filter((each) => !isVisitor(each))) {
        const shown = found(await path.read(person, world.places));
        const may = seen(person);
        const what = `${person.who} by ${name} ${i}`;
        const brings = WHOLE.includes(name) || path.carriesEvents === true ? newest(person) : [];
        expect({ what, leaks: shown.filter((each) => !may.includes(each)) }).toEqual({ what, leaks: [] });
        expect({ what, lacks: brings.filter((each) => !shown.includes(each)) }).toEqual({ what, lacks: [] });
      }
    }
  });

  test("by a visitor is their own conversation, by the one way that is theirs", { timeout: 120_000 }, async () => {
    for (const person of world.people.filter(isVisitor))
      for (const [name, paths] of PATHS.filter(([each]) => !STREAMS.includes(each)))
        for (const path of paths) {
          const shown = found(await path.read(person, world.places).catch(String));
          const may = name === "chat.getVisitorMessages" ? seen(person) : [];
          expect([person.who, name, shown.toSorted()]).toEqual([person.who, name, may.toSorted()]);
        }
  });

  test("by nobody is nothing", async () => {
    const nobody = { ...world.of("admin"), token: "" };
    for (const [name, paths] of PATHS)
      for (const path of paths.filter(() => !STREAMS.includes(name)))
        expect([name, found(await path.read(nobody, world.places).catch(String))]).toEqual([name, []]);
  });
});

/** Told as it happens: also what was public then and is internal or deleted since. */
function told({ who }: Person): Name[] {
  return named().flatMap(([name, said]) => {
    const audience: readonly string[] = "toldTo" in said ? said.toldTo : said.seenBy;
    return audience.includes(who) ? [name] : [];
  });
}

test("[S4-S05] [S0-F03] [C16] [RT30] what is told as it happens is for who may see it then", async () => {
  for (const { viewer, way, text } of followers) {
    const person = viewer as Person;
    const isSocket = way.startsWith("socket");
    const must = told(person).filter((name) => world.said[name].isNewest);
    const ofVisitors: Name[] = ["question", "note", "answer", "otherQuestion"];
    const here = (name: Name): boolean =>
      !isSocket || (!ofVisitors.includes(name) && (name === "direct") === way.includes("direct"));
    await vi.waitFor(() => expect([way, found(text())]).toEqual([way, expect.arrayContaining(must.filter(here))]), {
      timeout: 60_000,
    });
    for (const property of isSocket ? [] : person.roles.keys())
      await vi.waitFor(() => expect(text()).toContain(world.last.get(property)), { timeout: 60_000 });
    const what = `${person.who} by ${way}`;
    expect({ what, leaks: found(text()).filter((name) => !told(person).includes(name)) }).toEqual({ what, leaks: [] });
  }
});

describe("[C11] [S4-X01] the database by itself", () => {
  /** Everything that statements without any condition show to the person of every table of conversations. */
  async function everything(person: Person): Promise<string> {
    const { orgId, id, roles } = person;
    const properties = [...roles].flatMap(([at, role]) =>
      ROLE_PERMISSIONS[role].includes("chat.room.read") ? [at] : [],
    );
    const staff = { senderType: "staff" as const, properties, visitorProperties: properties, visiting: null };
    const actor = isVisitor(person) ? await visitorOf(person) : { orgId, personId: id, ...staff };
    return asActor(actor, async (tx) => {
      const tables = await tx.query<{ name: string }>(
        `SELECT oid::regclass::text AS name FROM pg_class WHERE relforcerowsecurity ORDER BY 1`,
      );
      expect(tables.rows.length).toBeGreaterThan(10);
      const texts: string[] = [];
      for (const { name } of tables.rows)
        texts.push(JSON.stringify((await tx.query(`SELECT to_jsonb(t) AS row FROM ${name} t`)).rows));
      return texts.join("\n");
    });
  }

  async function visitorOf({ token }: Person): Promise<Actor> {
    const known = await visitorBy(token);
    if (!known.ok) throw new Error(known.reason);
    return known.value.actor;
  }

  test.each(PEOPLE)("shows to a person who is %s exactly what the endpoints show", async (who) => {
    const person = world.of(who);
    expect(found(await everything(person)).toSorted()).toEqual(seen(person).toSorted());
  });

  test("holds none of what was deleted, for anybody, in any table", async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity`,
    );
    for (const { name } of rows.filter((table) => table.name !== "schema_migrations")) {
      const all = JSON.stringify((await pool.query(`SELECT to_jsonb(t) AS row FROM ${name} t`)).rows);
      expect([name, all.includes(world.said.deleted.text)]).toEqual([name, false]);
    }
  });
});
