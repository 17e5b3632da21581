import { afterAll, beforeAll, expect, test } from "vitest";
import { bookRevenue, call, login } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";

let lobby: Lobby;
beforeAll(async () => {
  lobby = await startLobby();
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

const ticketFor = async (token: string): Promise<string> => {
  const answer = await call<{ ticket: string }>(lobby.url, "POST", "/realtime/ticket", { token });
  expect(answer.status).toBe(200);
  return answer.body.ticket;
};
const logOut = async (token: string): Promise<void> => {
  expect((await call(lobby.url, "POST", "/identity/logout", { token })).status).toBe(200);
};

test("[RT25] a stream goes over to its person's next login and outlives the first; nobody else's credential is taken", async () => {
  const first = await login(lobby.url, "owner@harbour.example");
  const client = await openStream(lobby.url, first.accessToken, { services: ["finance"] });
  const ack = await client.frame("ack");
  expect(Date.parse((ack["limits"] as { authExpiresAt: string }).authExpiresAt)).toBeGreaterThan(Date.now());

  for (const stranger of ["manager@harbour.example", "owner@summit.example"]) {
    const { accessToken } = await login(lobby.url, stranger);
    const before = client.frames.length;
    client.send({ type: "auth", ticket: await ticketFor(accessToken) });
    const refused = await client.until(() => client.frames[before], "a refusal");
    expect(refused).toMatchObject({ type: "error", reason: "auth_refused" });
  }

  const second = await login(lobby.url, "owner@harbour.example");
  client.send({ type: "auth", ticket: await ticketFor(second.accessToken) });
  expect(await client.frame("auth")).toMatchObject({ expiresAt: expect.any(String), timestamp: expect.any(String) });
  await logOut(first.accessToken);
  const witness = await openStream(lobby.url, (await login(lobby.url, "owner@harbour.example")).accessToken);
  const booked = await bookRevenue(lobby.url, second.accessToken, { amount: 5, propertyId: 1 });
  await client.event((e) => e.data["id"] === booked.id);
  client.send({ type: "auth", token: second.accessToken });
  await client.until(
    () => (client.frames.filter((f) => f.type === "auth").length === 2 ? true : undefined),
    "the token",
  );
  await logOut(second.accessToken);
  await client.untilClosed();
  expect(client.frames.at(-1)).toMatchObject({ type: "error", reason: "session_ended" });
  expect(client.frames.filter((f) => f.type === "resync")).toEqual([]);
  expect(witness.closed).toBe(false);
  await witness.close();
});
