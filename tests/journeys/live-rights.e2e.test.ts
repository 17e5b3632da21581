import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminUrl, clusterFiles, readSettings } from "../../host/services/postgres/cluster-files";
import { bookRevenue, call, DEMO_PASSWORD, login, type Tokens } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { openStream, type PlainClient } from "../lib/stream";

/** Two processes on one PostgreSQL: rights change at one and hold at both. */
let one: Lobby;
let other: Lobby;
let owner: Tokens;

const CLERK = { email: "clerk2@harbour.example", id: "01950000-0000-7000-8000-000000000104" };
const MANAGER = { email: "manager@harbour.example", id: "01950000-0000-7000-8000-000000000102" };

beforeAll(async () => {
  one = await startLobby();
  const settings = readSettings(clusterFiles(path.join(one.dataDir, "postgres")));
  if (settings === null) throw new Error("the embedded PostgreSQL left no settings");
  other = await startLobby({ env: { DATABASE_URL: adminUrl(settings) } });
  owner = await login(one.url, "owner@harbour.example");
});
afterAll(async () => {
  await other.stop();
  await one.stop();
  for (const { dataDir } of [one, other]) dropDataDir(dataDir);
});

async function ask(method: string, where: string, token: string, body?: unknown): Promise<void> {
  const answer = await call(one.url, method, where, { token, ...(body === undefined ? {} : { body }) });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const assign = (personId: string, propertyId: number, roles: string[]): Promise<void> =>
  ask("PUT", `/identity/people/${personId}/properties/${propertyId}/roles`, owner.accessToken, { roles });

/** One stream of the login at each process, live. */
const follow = (token: string): Promise<PlainClient[]> =>
  Promise.all([one, other].map((lobby) => openStream(lobby.url, token, { services: ["finance"] })));

const untilAll = (clients: PlainClient[], type: string, reason: string): Promise<unknown> =>
  Promise.all(
    clients.map((client) =>
      client.until(() => client.frames.find((f) => f.type === type && f.reason === reason), `${type} ${reason}`),
    ),
  );

/** Books at both properties, the visible one last, and returns which of the two each client has seen once it has the last. */
async function seenOf(clients: PlainClient[], hidden: number, visible: number): Promise<boolean[]> {
  const secret = await bookRevenue(one.url, owner.accessToken, { amount: 1, propertyId: hidden });
  const witness = await bookRevenue(one.url, owner.accessToken, { amount: 1, propertyId: visible });
  return Promise.all(
    clients.map(async (client) => {
      await client.event((e) => e.data["id"] === witness.id);
      return client.events().some((e) => e.data["id"] === secret.id);
    }),
  );
}

test("[RT14] a property that is taken away and one that is given: every stream of the person, on every process", async () => {
  const streams = await follow((await login(one.url, CLERK.email)).accessToken);
  expect(await seenOf(streams, 1, 2)).toEqual([false, false]);
  await assign(CLERK.id, 1, ["clerk"]);
  await untilAll(streams, "resync", "rights_changed");
  expect(await seenOf(streams, 1, 2)).toEqual([true, true]);
  await assign(CLERK.id, 2, []);
  await Promise.all(
    streams.map((client) =>
      client.until(
        () => (client.frames.filter((f) => f.reason === "rights_changed").length === 2 ? true : undefined),
        "the second change",
      ),
    ),
  );
  expect(await seenOf(streams, 2, 1)).toEqual([false, false]);
  // Nothing left: the streams end, and say why.
  await assign(CLERK.id, 1, []);
  await untilAll(streams, "error", "not_permitted");
  await Promise.all(streams.map((client) => client.untilClosed()));
  await assign(CLERK.id, 2, ["clerk"]);
});

test("[S4-S08] after a logout nothing comes any more, and other logins of the same person go on", async () => {
  const [mine, second] = [await login(one.url, MANAGER.email), await login(other.url, MANAGER.email)];
  const [ending, staying] = [await follow(mine.accessToken), await follow(second.accessToken)];
  await ask("POST", "/identity/logout", mine.accessToken);
  await untilAll(ending, "error", "session_ended");
  await Promise.all(ending.map((client) => client.untilClosed()));
  expect(await seenOf(staying, 2, 1)).toEqual([false, false]);
  expect(ending.flatMap((client) => client.events())).toEqual([]);
  for (const client of staying) await client.close();
});

test("[RT14] a login that is ended from another, a changed password and a disabled person end the streams they concern", async () => {
  const logins = [];
  for (let i = 0; i < 3; i++) logins.push(await login(one.url, MANAGER.email));
  const [mine, lost, old] = logins as [Tokens, Tokens, Tokens];
  const [mineOpen, lostOpen, oldOpen] = [
    await follow(mine.accessToken),
    await follow(lost.accessToken),
    await follow(old.accessToken),
  ];
  const idOf = async (token: string): Promise<string> => {
    const { body } = await call<{ data: { id: string; isThis: boolean }[] }>(one.url, "GET", "/identity/logins", {
      token,
    });
    return body.data.find((l) => l.isThis)?.id ?? "";
  };
  await ask("DELETE", `/identity/logins/${await idOf(lost.accessToken)}`, mine.accessToken);
  await untilAll(lostOpen, "error", "session_ended");
  await ask("PUT", "/identity/password", mine.accessToken, {
    currentPassword: DEMO_PASSWORD,
    newPassword: "a longer password",
  });
  await untilAll(oldOpen, "error", "session_ended");
  expect(await seenOf(mineOpen, 2, 1)).toEqual([false, false]);
  await ask("PUT", `/identity/people/${MANAGER.id}/disabled`, owner.accessToken, { disabled: true });
  await untilAll(mineOpen, "error", "session_ended");
});
