import { STREAM_SERVICES } from "../../platform/events";
import { PlainEventSource } from "../lib/sse";
import { converse, type PlainClient, streamUrl } from "../lib/stream";
import { opened, services } from "./read-paths";
import type { Places, Viewer } from "./world";

/** Somebody who is connected while events come. */
export interface Follower {
  viewer: Viewer;
  way: string;
  text: () => string;
  stop: () => Promise<void>;
}

/** Opens every way to be told of what is new. */
export async function follow(viewer: Viewer, world: Places): Promise<Follower[]> {
  const first = { services: STREAM_SERVICES, version: 1 };
  const address = streamUrl(world.url, `access_token=${viewer.token}`);
  const plain = (await converse(address, first)).client;
  const packed = (await converse(address, { ...first, encodings: ["deflate-dict-1"] })).client;
  const sse = `${world.url}/v2/realtime/sse?services=${services}&version=1`;
  const source = await followByEvents(sse, viewer);
  const ofSocket = (way: string, client: PlainClient): Follower => ({
    viewer,
    way,
    text: () => opened(client.frames),
    stop: () => client.close(),
  });
  return [ofSocket("stream", plain), ofSocket("stream with compression", packed), source, followByPolls(viewer, world)];
}

/** Server-sent events: an answer ends after a minute, and the next goes on behind its last event, as browsers do it. */
async function followByEvents(address: string, viewer: Viewer): Promise<Follower> {
  const authorization = `Bearer ${viewer.token}`;
  let source = await PlainEventSource.open(address, { authorization });
  await source.frame("ack");
  let text = "";
  let isOver = false;
  const reading = (async () => {
    while (!isOver) {
      await source.ended;
      if (isOver) break;
      text += opened(source.frames);
      source = await PlainEventSource.open(address, { authorization, "last-event-id": source.lastEventId });
    }
  })().catch((error: unknown) => {
    text += String(error);
  });
  return {
    viewer,
    way: "sse",
    text: () => text + opened(source.frames),
    async stop() {
      isOver = true;
      await source.close();
      await reading;
    },
  };
}

/** Long polls one after another. */
function followByPolls(viewer: Viewer, world: Places): Follower {
  let [text, position, isOver] = ["", "", false];
  let etag = "";
  const abort = new AbortController();
  const polling = (async () => {
    while (!isOver) {
      const path = `/v2/realtime/poll?services=${services}&version=1&waitMs=25000${position}`;
      const headers = { authorization: `Bearer ${viewer.token}`, "if-none-match": etag };
      const response = await fetch(world.url + path, { headers, signal: abort.signal });
      if (response.status === 304) continue;
      const body = await response.text();
      text += body;
      etag = response.headers.get("etag") ?? "";
      const { cursor } = JSON.parse(body) as { cursor: { epoch: string; seq: number } };
      position = `&lastSeq=${cursor.seq}&epoch=${cursor.epoch}`;
    }
  })().catch((error: unknown) => {
    if (!isOver) text += String(error);
  });
  return {
    viewer,
    way: "long poll",
    text: () => text,
    async stop() {
      isOver = true;
      abort.abort();
      await polling;
    },
  };
}
