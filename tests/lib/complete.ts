import { expect } from "vitest";
import { call, type Revenue } from "./api";
import type { Lobby } from "./server";
import { openStream } from "./stream";
import type { View } from "./view";

/** Every committed row of both properties, by the API: the truth that the stream must equal. */
async function committed(base: string, token: string): Promise<string[]> {
  const ids: string[] = [];
  for (const propertyId of [1, 2]) {
    let cursor = "";
    do {
      const query = `propertyId=${propertyId}&limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await call<{ data: Revenue[]; nextCursor: string | null; hasMore: boolean }>(
        base,
        "GET",
        `/finance/revenue?${query}`,
        { token },
      );
      expect(page.status).toBe(200);
      ids.push(...page.body.data.map((r) => r.id));
      cursor = page.body.hasMore ? (page.body.nextCursor ?? "") : "";
    } while (cursor !== "");
  }
  return ids.toSorted();
}

/** Connects with the view's cursor and stays until it holds everything up to the ack's head. */
async function catchUp(
  lobby: Lobby,
  token: string,
  view: View,
): Promise<Record<string, { n: number; digest: string }>> {
  const handshake = { lastSeq: view.lastSeq, ...(view.epoch === undefined ? {} : { epoch: view.epoch }) };
  const client = await openStream(lobby.url, token, { services: ["finance"], ...handshake });
  const ack = await client.frame("ack");
  expect(client.frames.some((f) => f.type === "resync")).toBe(false);
  const head = ack.head ?? 0;
  await client.until(
    () =>
      client.frames.some((f) => f.type !== "ack" && (f.seq ?? 0) >= head) || view.lastSeq >= head ? true : undefined,
    `seq ${head}`,
  );
  await client.close();
  view.take(client.frames);
  return ack["channels"] as Record<string, { n: number; digest: string }>;
}

/** Waits until the log holds as many events as there are rows, then checks that the resumed view is exactly them. */
export async function proveComplete(lobby: Lobby, token: string, view: View): Promise<void> {
  const rows = await committed(lobby.url, token);
  const end = Date.now() + 30_000;
  while (view.ids.length < rows.length && Date.now() < end) await catchUp(lobby, token, view);
  // A quiet log now: the account in the ack of one more connection is that of everything held.
  const channels = await catchUp(lobby, token, view);
  expect(view.ids.toSorted()).toEqual(rows);
  expect(view.differences(channels)).toEqual([]);
}
