import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminUrl, clusterFiles, readSettings } from "../../host/services/postgres/cluster-files";
import { bookRevenue, login } from "../lib/api";
import { proveComplete } from "../lib/complete";
import { poll, pollQuery } from "../lib/poll";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { PlainEventSource } from "../lib/sse";
import { openStream } from "../lib/stream";
import { View } from "../lib/view";

/** Two processes on one PostgreSQL: nothing says at which of them a client comes back. */
let lobbies: [Lobby, Lobby];
let token: string;
/** What is booked is what is counted: the demo of other services tells of more. */
const SERVICES = "finance";

beforeAll(async () => {
  const one = await startLobby();
  const settings = readSettings(clusterFiles(path.join(one.dataDir, "postgres")));
  if (settings === null) throw new Error("the embedded PostgreSQL left no settings");
  lobbies = [one, await startLobby({ env: { DATABASE_URL: adminUrl(settings) } })];
  token = (await login(one.url, "owner@harbour.example")).accessToken;
});
afterAll(async () => {
  for (const lobby of lobbies.toReversed()) await lobby.stop();
  for (const { dataDir } of lobbies) dropDataDir(dataDir);
});

interface Stay {
  view: View;
  url: string;
  /** Until the view holds this. */
  until: string;
}

/** The ways to follow the log. Each takes the view's cursor, and leaves when it holds what was asked for. */
const WAYS: Record<string, (stay: Stay) => Promise<void>> = {
  async stream({ view, url, until }) {
    const cursor = view.epoch === undefined ? {} : { epoch: view.epoch };
    const client = await openStream(url, token, { services: [SERVICES], lastSeq: view.lastSeq, ...cursor });
    if (!view.ids.includes(until)) await client.event((e) => e.data["id"] === until);
    await client.close();
    view.take(client.frames);
  },
  async "server-sent events"({ view, url, until }) {
    const query = pollQuery({ epoch: view.epoch, seq: view.lastSeq }, { services: SERVICES });
    const source = await PlainEventSource.open(`${url}/v2/realtime/sse?${query}`, { authorization: `Bearer ${token}` });
    await source.until(
      () => source.frames.some((f) => f.events?.some((e) => e.data["id"] === until)) || undefined,
      "the event",
    );
    await source.close();
    view.take(source.frames);
    // Frames without events bring it further, past what others are told.
    const position = source.frames.findLast((f) => f.type !== "ack")?.seq;
    expect(source.lastEventId).toBe(`${view.epoch}:${position}`);
  },
  "long poll": (stay) => pollUntil(stay, "25000"),
  "short poll": (stay) => pollUntil(stay, "0"),
};

async function pollUntil({ view, url, until }: Stay, waitMs: string): Promise<void> {
  let [etag, seq] = ["", view.lastSeq];
  while (!view.ids.includes(until)) {
    const answer = await poll(url, token, { epoch: view.epoch, seq }, { etag, waitMs, services: SERVICES });
    view.take(answer.frames);
    ({ etag } = answer);
    ({ seq } = answer.cursor);
  }
}

test("[RT27] [RT28] a client goes from way to way and from server to server with nothing but its cursor, and holds the whole log", async () => {
  const view = new View();
  const ways = ["stream", "server-sent events", "long poll", "short poll", "stream", "short poll", "long poll"];
  for (const [round, way] of [...ways, "server-sent events", "stream"].entries()) {
    const [here, there] = round % 2 === 0 ? lobbies : lobbies.toReversed();
    // Some of it before the client comes, some while it is there.
    await Promise.all([1, 2].map((propertyId) => bookRevenue(there!.url, token, { amount: 1, propertyId })));
    const later = await bookRevenue(here!.url, token, { amount: 2, propertyId: 1 + (round % 2) });
    await WAYS[way]!({ view, url: here!.url, until: later.id });
    expect(view.ids).toContain(later.id);
  }
  await proveComplete(lobbies[0], token, view);
});
