import { api, type StreamOut } from "encore.dev/api";
import { type FeedEvent, publishAtPace } from "./publisher.mjs";

interface Feed {
  events: FeedEvent[];
}

const sinks = new Set<StreamOut<Feed>>();

export const feed = api.streamOut<Feed>({ path: "/feed", expose: true }, async (sink) => {
  sinks.add(sink);
});

interface PublishRequest {
  perSecond: number;
  perRound: number;
  seconds: number;
  /** `batch`: one message per tick with all its events. `each`: one message per event. */
  how: "batch" | "each";
}

interface PublishResponse {
  events: number;
  seconds: number;
  cpu: number;
}

/** Sends one message object to everybody; frozen says that it never changes, so that it need not be compared either. */
function toAll(events: FeedEvent[]): void {
  const message: Feed = Object.freeze({ events: Object.freeze(events) as FeedEvent[] });
  for (const sink of sinks) {
    try {
      void sink.send(message);
    } catch {
      sinks.delete(sink);
    }
  }
}

export const publish = api(
  { method: "POST", path: "/feed/publish", expose: true },
  async ({ how, ...pace }: PublishRequest): Promise<PublishResponse> =>
    publishAtPace(pace, (events) => {
      if (how === "batch") toAll(events);
      else for (const event of events) toAll([event]);
    }),
);
