/** One event of about 210 bytes; `at` carries the time of its making for the load client: T, 16 hex digits of nanoseconds, T. */
export interface FeedEvent {
  id: number;
  type: string;
  at: string;
  data: string;
}

export interface Pace {
  /** Events per second in ticks of 10 ms; 0: rounds of `perRound` as fast as they go. */
  perSecond: number;
  perRound: number;
  seconds: number;
}

export interface Published {
  events: number;
  seconds: number;
  /** Share of one core that this process used. */
  cpu: number;
}

const DATA = "x".repeat(120);
const TICK_MS = 10;
let last = 0;

function event(): FeedEvent {
  const nanos = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
  const at = `T${nanos.toString(16).padStart(16, "0")}T`;
  return Object.freeze({ id: ++last, type: "finance.updated", at, data: DATA });
}

/** Calls `publish` with the events of each tick or round. Every server under test publishes by this same function. */
export async function publishAtPace(pace: Pace, publish: (events: FeedEvent[]) => void): Promise<Published> {
  const began = performance.now();
  const before = process.cpuUsage();
  let events = 0;
  for (let now = began; now - began < pace.seconds * 1000; now = performance.now()) {
    const due = pace.perSecond === 0 ? pace.perRound : Math.floor(((now - began) * pace.perSecond) / 1000) - events;
    if (due > 0) publish(Array.from({ length: due }, event));
    events += due;
    await new Promise<void>((next) => {
      if (pace.perSecond === 0) setImmediate(next);
      else setTimeout(next, TICK_MS);
    });
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { events, seconds, cpu: (user + system) / 1e6 / seconds };
}
