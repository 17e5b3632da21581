import { mark, preciseClock } from "../marks.mjs";

/** An event as Lobby sends it; `data.description` has the mark for the load client. */
export interface FeedEvent {
  data: Record<string, unknown>;
}

/** What a rival does: hands events to everybody, and gives those of `backlog` to whoever comes. */
export interface Rival {
  publish(events: FeedEvent[]): void;
  backlog?(events: FeedEvent[]): void;
}

interface Pace {
  /** Every event is like this one, with a mark of its own. */
  like: FeedEvent;
  perSecond: number;
  seconds: number;
}

const TICK_MS = 10;
let last = 0;

/** Answers `POST /publish` (open loop, ticks of 10 ms), `POST /emit` (these events now) and `POST /backlog` with JSON. */
export async function answer(rival: Rival, path: string, body: string): Promise<string> {
  const message: unknown = JSON.parse(body);
  if (path === "/publish") return JSON.stringify(await publishAtPace(rival, message as Pace));
  if (path === "/emit") rival.publish(message as FeedEvent[]);
  else rival.backlog?.(message as FeedEvent[]);
  return "{}";
}

export async function publishAtPace(rival: Rival, { like, perSecond, seconds }: Pace): Promise<{ events: number }> {
  const clock = preciseClock();
  const began = performance.now();
  let events = 0;
  for (let now = began; now - began < seconds * 1000; now = performance.now()) {
    const due = Math.floor(((now - began) * perSecond) / 1000) - events;
    if (due > 0) rival.publish(Array.from({ length: due }, () => marked(like, clock())));
    events += due;
    await new Promise((next) => setTimeout(next, TICK_MS));
  }
  return { events };
}

function marked(event: FeedEvent, nowMs: number): FeedEvent {
  return { ...event, data: { ...event.data, description: mark(nowMs, ++last) } };
}
