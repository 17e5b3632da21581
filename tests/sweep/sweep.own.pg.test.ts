/**
 * Nothing of another organisation, property or right by any way of reading: every role and scope, every endpoint that reads, every
 * byte that comes back.
 */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { declaredApp } from "../../host/testing/declared-app";
import { startEngine } from "../../realtime/engine/engine";
import { serveApi } from "../lib/serve-api";
import { follow, type Follower } from "./follow";
import { startRelays, stopRelays } from "../lib/outboxes";
import { answersFor, READ_PATHS } from "./read-paths";
import { type Secret, type Viewer, World } from "./world";

let world: World;
let stopEngine: () => Promise<void>;
let followers: Follower[];
/** Of each property: the newest event that all with a role there see. */
let newest: Map<number, string>;

beforeAll(async () => {
  const url = await serveApi();
  startRelays();
  stopEngine = startEngine();
  world = await World.build(url);
  followers = (await Promise.all(world.viewers.map((viewer) => follow(viewer, world)))).flat();
  newest = await world.publish();
}, 300_000);
afterAll(async () => {
  await stopRelays();
  await stopEngine();
});

/** What stands in the text and should not. */
function leaks(viewer: Viewer | null, text: string): Secret[] {
  return world.hiddenFrom(viewer).filter((secret) => text.includes(secret.text));
}

/** To who looks after the whole organisation, an audit shows that there is an event, wherever it is. */
function operatesAll({ orgId, roles }: Viewer): boolean {
  const owned = [...roles].filter(([, role]) => role === "owner");
  return owned.length === world.hotels.filter((hotel) => hotel.orgId === orgId).length;
}

/** What does not stand in the text and should. */
const missing = (expected: Secret[], text: string): Secret[] =>
  expected.filter((secret) => !text.includes(secret.text));

test("every endpoint that reads is in the sweep", { timeout: 60_000 }, async () => {
  const { services } = await declaredApp(fileURLToPath(new URL("../..", import.meta.url)));
  const endpoints = services.flatMap((service) => service.endpoints);
  const reading = endpoints.filter((e) => e.access !== "private" && e.methods.includes("GET"));
  const names = reading.map((e) => `${e.service}.${e.name}`);
  expect(names.toSorted()).toEqual(Object.keys(READ_PATHS).toSorted());
});

test(
  "[S4-S05] what is told of live events is the audience's, all of it and nothing else",
  { timeout: 120_000 },
  async () => {
    for (const { viewer, text } of followers)
      for (const propertyId of viewer.roles.keys())
        await vi.waitFor(() => expect(text()).toContain(newest.get(propertyId)), { timeout: 60_000 });
    for (const { stop } of followers) await stop();
    for (const { viewer, way, text } of followers) {
      const what = `${viewer.name} by ${way}`;
      expect({ what, leaks: leaks(viewer, text()), missing: missing(world.eventsFor(viewer), text()) }).toEqual({
        what,
        leaks: [],
        missing: [],
      });
    }
  },
);

test.each(Object.entries(READ_PATHS))(
  "[S4-S05] %s gives nobody what is another's",
  { timeout: 120_000 },
  async (name, paths) => {
    for (const [i, path] of paths.entries()) {
      for (const viewer of world.viewers) {
        const text = await path.read(viewer, world);
        const showsPlaces = path.tellsOfOrganisation === true && operatesAll(viewer);
        const found = leaks(viewer, text).filter(
          (secret) => !(showsPlaces && secret.isPlace && secret.orgId === viewer.orgId),
        );
        const what = `${viewer.name} by ${name} ${i}`;
        const expected = [
          ...(path.carriesEvents === true ? world.eventsFor(viewer) : []),
          ...(path.carriesContents === true ? world.contentsFor(viewer) : []),
        ];
        expect({ what, leaks: found, missing: missing(expected, text) }).toEqual({ what, leaks: [], missing: [] });
      }
    }
  },
);

test("a property of somebody else is answered like one that does not exist", { timeout: 120_000 }, async () => {
  for (const viewer of world.viewers.filter((each) => each.roles.size === 1)) {
    const unknown = await answersFor(viewer, world, 999_999);
    for (const { propertyId } of world.hotels.filter((hotel) => !viewer.roles.has(hotel.propertyId))) {
      const answers = await answersFor(viewer, world, propertyId);
      expect({ viewer: viewer.name, propertyId, answers }).toEqual({
        viewer: viewer.name,
        propertyId,
        answers: unknown,
      });
    }
  }
});

test("who is not logged in gets nothing of anybody", async () => {
  for (const path of ["/api/v1/health", "/api/v1/ready", "/metrics", "/", "/v2/realtime/poll", "/v2/realtime/sse"]) {
    const text = await (await fetch(world.url + path)).text();
    expect([path, leaks(null, text)]).toEqual([path, []]);
  }
});
