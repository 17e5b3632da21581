import { randomInt, randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import type { WireEvent } from "../contract/event";
import { payloadHash } from "../../platform/payload-hash";
import { firstDigest, nextDigest } from "../domain/digest";
import { pool } from "../store/db";
import { readPage } from "../store/log.read";
import { sampleEntry } from "../testing/entries";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { audienceOf } from "../domain/audience";
import type { Follower } from "./audience-group";
import { Feed } from "./feed";
import { Gate } from "./gate";
import type { HubOptions } from "./hub";
import { Memory } from "./memory";
import { RightsWatch } from "./rights-watch";
import { Instance, personOf, TestClient } from "../testing/instance";

const instances: Instance[] = [];
function start(options?: Partial<HubOptions>): Instance {
  const instance = new Instance(options);
  instances.push(instance);
  return instance;
}
afterEach(async () => {
  for (const instance of instances.splice(0)) await instance.stop();
});

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 });
const upTo = (n: number, from = 1): number[] => Array.from({ length: n - from + 1 }, (_, i) => from + i);

async function live(client: TestClient): Promise<TestClient> {
  await until(() => expect(client.connection.phase).toBe("live"));
  return client;
}

let batchNos = new Map<string, number>();
/** Brings one batch of events at these properties into the log. */
async function publish(instance: Instance, orgId: string, ...properties: number[]): Promise<void> {
  const no = (batchNos.get(orgId) ?? 0) + 1;
  batchNos.set(orgId, no);
  await instance.sequencer.submit(
    sampleBatch(
      orgId,
      no,
      properties.map((propertyId) => sampleEvent({ propertyId })),
    ),
  );
}

test("people who see the same get the very same frame, others a frame of their own", async () => {
  const [org, instance] = [randomUUID(), start()];
  const [a, b] = [new TestClient(instance, personOf(org, [1, 2])), new TestClient(instance, personOf(org, [2, 1]))];
  const c = new TestClient(instance, personOf(org, [1]));
  const stranger = new TestClient(instance, personOf(randomUUID(), [1, 2]));
  for (const client of [a, b, c, stranger]) await live(client);
  await publish(instance, org, 1, 2, 1);
  await until(() => expect(c.seqs).toEqual([1, 3]));
  expect([a.seqs, b.seqs]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(a.frames.at(-1)).toBe(b.frames.at(-1));
  expect(stranger.events).toEqual([]);
});

test("[RT4] a replay comes from memory as far as it reaches, from the log before that, without a seam", async () => {
  const org = randomUUID();
  const instance = start({ ringBytes: 3000 });
  for (let i = 0; i < 30; i++) await publish(instance, org, 1, 2);
  const client = await live(new TestClient(instance, personOf(org, [1, 2]), { lastSeq: 3 }));
  await publish(instance, org, 1);
  await until(() => expect(client.seqs).toEqual(upTo(61, 4)));
  const narrow = await live(new TestClient(instance, personOf(org, [2]), { lastSeq: 0 }));
  expect(narrow.seqs).toEqual(upTo(30).map((i) => 2 * i));
  expect(narrow.events.map((e) => e.n)).toEqual(upTo(30));
});

test("[RT4] a client that connects while events are being sequenced misses none and gets none twice", async () => {
  const [org, instance] = [randomUUID(), start()];
  const publishing = (async () => {
    for (let i = 0; i < 60; i++) await publish(instance, org, 1);
  })();
  const clients: TestClient[] = [];
  for (let i = 0; i < 20; i++) {
    clients.push(await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 0 })));
  }
  await publishing;
  for (const client of clients) await until(() => expect(client.seqs).toEqual(upTo(60)));
});

test("what one process sequences reaches the clients of another", async () => {
  const org = randomUUID();
  const [one, other] = [start(), start()];
  await other.listen();
  const client = await live(new TestClient(other, personOf(org, [1])));
  await publish(one, org, 1);
  await until(() => expect(client.seqs).toEqual([1]));
  await publish(other, org, 1);
  await publish(one, org, 1);
  await until(() => expect(client.seqs).toEqual([1, 2, 3]));
});

test("a process that heard nothing of another's events sends them before its own", async () => {
  const org = randomUUID();
  const [one, deaf] = [start(), start()];
  const client = await live(new TestClient(deaf, personOf(org, [1])));
  await publish(one, org, 1, 1);
  await publish(deaf, org, 1);
  await until(() => expect(client.seqs).toEqual([1, 2, 3]));
});

test("when the listening connection dies, the sweep finds what was missed, and listening comes back", async () => {
  const org = randomUUID();
  const [one, other] = [start(), start()];
  await other.listen();
  const client = await live(new TestClient(other, personOf(org, [1])));
  await pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN realtime_log%'",
  );
  await publish(one, org, 1);
  await other.hub.refresh();
  await until(() => expect(client.seqs).toEqual([1]));
});

test("[RT17] a slow socket is not written to until it has drained; then it gets everything, in order", async () => {
  const [org, instance] = [randomUUID(), start()];
  const client = await live(new TestClient(instance, personOf(org, [1])));
  client.isSlow = true;
  const long = { data: { text: "x".repeat(200_000) } };
  for (let no = 1; no <= 8; no++) await instance.sequencer.submit(sampleBatch(org, no, [sampleEvent(long)]));
  await until(() => expect(client.connection.phase).toBe("lagging"));
  const sent = client.events.length;
  expect(sent).toBeLessThan(8);
  client.isSlow = false;
  client.drain();
  await until(() => expect(client.seqs).toEqual(upTo(8)));
  await live(client);
});

test("a socket that fails is gone, and is not followed any more", async () => {
  const [org, instance] = [randomUUID(), start()];
  const client = await live(new TestClient(instance, personOf(org, [1])));
  client.send = () => {
    throw new Error("channel closed");
  };
  await publish(instance, org, 1);
  await until(() => expect(client.connection.phase).toBe("closed"));
  expect([instance.hub.feeds.get(org)?.followers, instance.connections.roster.logins()]).toEqual([0, []]);
});

test("feeds that nobody follows are forgotten, and read again when somebody comes", async () => {
  const [org, instance] = [randomUUID(), start()];
  const client = await live(new TestClient(instance, personOf(org, [1])));
  instance.hub.forgetIdle();
  instance.hub.forgetIdle();
  expect(instance.hub.feeds.has(org)).toBe(true);
  client.leave();
  instance.hub.forgetIdle();
  instance.hub.forgetIdle();
  expect(instance.hub.feeds.has(org)).toBe(false);
  await publish(instance, org, 1);
  const next = await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 0 }));
  expect(next.seqs).toEqual([1]);
});

test("a feed is not forgotten under a client that lags or replays, however long that takes", async () => {
  const [org, instance] = [randomUUID(), start()];
  const slow = await live(new TestClient(instance, personOf(org, [1])));
  slow.isSlow = true;
  const long = { data: { text: "x".repeat(200_000) } };
  for (let no = 1; no <= 4; no++) await instance.sequencer.submit(sampleBatch(org, no, [sampleEvent(long)]));
  await until(() => expect(slow.connection.phase).toBe("lagging"));
  const replaying = new TestClient(instance, personOf(org, [1]), { lastSeq: 1 });
  await until(() => expect(replaying.connection.phase).not.toBe("opening"));
  instance.hub.forgetIdle();
  instance.hub.forgetIdle();
  for (let no = 5; no <= 8; no++) await instance.sequencer.submit(sampleBatch(org, no));
  slow.isSlow = false;
  slow.drain();
  await until(() => expect([slow.seqs, replaying.seqs]).toEqual([upTo(8), upTo(8, 2)]));
});

test("[RT14] a connection that comes in with rights older than the last look is told of them by the next", async () => {
  const [org, instance] = [randomUUID(), start()];
  const person = personOf(org, [1, 2]);
  let now: { active: boolean; grants: typeof person.grants } = { active: true, grants: person.grants };
  const watch = new RightsWatch({
    logins: () => instance.connections.roster.logins(),
    takeJoined: () => instance.connections.roster.takeJoined(),
    changed: async () => ({ sessionIds: [person.sessionId], upTo: "" }),
    ask: async (ids) => ids.map((sessionId) => ({ sessionId, expired: false, endsAt: person.loginEndsAt, ...now })),
    tell: (sessionId, event) => instance.connections.tell(sessionId, event),
  });
  const first = await live(new TestClient(instance, person));
  await watch.look();
  now = { active: true, grants: person.grants.slice(0, 1) };
  await watch.look();
  // Authenticated before the change, added after the look.
  const second = await live(new TestClient(instance, person));
  await watch.look();
  await live(second);
  await publish(instance, org, 2, 1);
  await until(() => expect([first.seqs, second.seqs]).toEqual([[2], [2]]));
  now = { active: false, grants: [] };
  await watch.look();
  const late = new TestClient(instance, person);
  await watch.look();
  expect([first.isClosed, second.isClosed, late.isClosed]).toEqual([true, true, true]);
});

test("[RT14] rights that shrink end delivery at the seq that the client is told", async () => {
  const [org, instance] = [randomUUID(), start()];
  const person = personOf(org, [1, 2]);
  const client = await live(new TestClient(instance, person));
  await publish(instance, org, 1, 2);
  await until(() => expect(client.seqs).toEqual([1, 2]));
  const fewer = person.grants.slice(0, 1);
  instance.connections.tell(person.sessionId, { type: "rights", grants: fewer, loginEndsAt: person.loginEndsAt });
  await live(client);
  await publish(instance, org, 2, 1);
  await until(() => expect(client.seqs).toEqual([1, 2, 4]));
  expect(client.frames.find((f) => f.type === "resync")).toMatchObject({ reason: "rights_changed", seq: 2 });
  instance.connections.tell(person.sessionId, { type: "ended", by: "will" });
  expect(client.frames.at(-1)).toMatchObject({ type: "error", reason: "session_ended" });
  expect(client.isClosed).toBe(true);
});

test("[RT4] a client that comes back to a process which has not yet heard of its cursor resumes there", async () => {
  const org = randomUUID();
  const [one, deaf] = [start(), start()];
  const first = await live(new TestClient(deaf, personOf(org, [1])));
  await publish(one, org, 1, 1);
  const client = await live(new TestClient(deaf, personOf(org, [1]), { lastSeq: 2 }));
  expect(client.frames.map((f) => f.type)).toEqual(["ack"]);
  await publish(one, org, 1);
  await publish(deaf, org, 1);
  await until(() => expect([first.seqs, client.seqs]).toEqual([upTo(4), upTo(4, 3)]));
});

test("more events at once than memory holds reach everybody, from the log", async () => {
  const org = randomUUID();
  const instance = start({ ringBytes: 1000 });
  const clients = [personOf(org, [1]), personOf(org, [1]), personOf(org, [1, 2])].map(
    (p) => new TestClient(instance, p),
  );
  for (const client of clients) await live(client);
  await publish(instance, org, ...upTo(40).map(() => 1));
  for (const client of clients) await until(() => expect(client.seqs).toEqual(upTo(40)));
});

test("who catches up and follows anew while a publication goes round is not told of it again", async () => {
  const feed = await Feed.open(randomUUID(), { pool, ringBytes: 1000, memory: new Memory(1e6), replays: new Gate(1) });
  const audience = audienceOf(personOf("", [1]).grants, ["finance"]);
  let told = 0;
  const follower: Follower = {
    published() {
      told += 1;
      feed.unfollow(audience, follower);
      if (told < 5) feed.follow(audience, follower);
    },
  };
  feed.follow(audience, follower);
  feed.append(upTo(40).map((seq) => sampleEntry(seq)));
  for (const _ of feed.publish());
  expect(told).toBe(1);
});

test("what is being handed out counts as published only when everybody has it, or a ping in between would skip it", async () => {
  const feed = await Feed.open(randomUUID(), { pool, ringBytes: 1e6, memory: new Memory(1e6), replays: new Gate(1) });
  const audience = audienceOf(personOf("", [1]).grants, ["finance"]);
  let told = 0;
  for (let i = 0; i < 3; i++) feed.follow(audience, { published: () => (told += 1) });
  feed.append([1, 2].map((seq) => sampleEntry(seq)));
  const steps = feed.publish()[Symbol.iterator]();
  steps.next();
  feed.append([sampleEntry(3)]);
  expect([told, feed.publishedTo]).toEqual([1, 0]);
  while (steps.next().done !== true);
  expect([told, feed.publishedTo]).toEqual([3, 2]);
});

/** A person whose client comes and goes: what it saw over all its connections. */
class Visitor {
  readonly person: AuthData;
  readonly pair: readonly Instance[];
  readonly seen: WireEvent[] = [];
  #client: TestClient | null = null;
  #cursor = 0;

  constructor(person: AuthData, pair: readonly Instance[]) {
    this.person = person;
    this.pair = pair;
  }

  join(): void {
    this.#client ??= new TestClient(any(this.pair), this.person, { lastSeq: this.#cursor });
  }

  leave(): void {
    if (this.#client === null) return;
    this.#client.leave();
    expect(this.#client.frames.map((f) => f.type)).not.toContain("resync");
    this.seen.push(...this.#client.events);
    this.#cursor = Math.max(this.#cursor, this.#client.cursor);
    this.#client = null;
  }

  /** Comes back once more and sees the rest. */
  async finish(head: number): Promise<void> {
    this.leave();
    this.join();
    await until(() => expect(this.#client?.connection.phase).toBe("live"));
    for (const instance of this.pair) await instance.hub.refresh();
    this.#client?.connection.ping();
    await until(() => expect(this.#client?.cursor).toBe(head));
    this.leave();
  }
}

const any = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;

async function wholeLog(org: string): Promise<WireEvent[]> {
  const events: WireEvent[] = [];
  for (let page = await readPage(pool, org, null, 0); page.entries.length > 0;) {
    events.push(...page.entries.map((e) => e.event));
    page = await readPage(pool, org, null, page.upTo);
  }
  return events;
}

test("[RT4] [RT9] [RT12] two processes, clients that come and go: every view is the log of its audience, proven by the digest", async () => {
  const org = randomUUID();
  const pair = [start({ ringBytes: 20_000 }), start({ ringBytes: 2000 })];
  for (const instance of pair) await instance.listen();
  const visitors = [[1], [1, 2], [3]].map((properties) => new Visitor(personOf(org, properties), pair));
  for (let i = 0; i < 300; i++) {
    await publish(any(pair), org, ...Array.from({ length: 1 + randomInt(4) }, () => 1 + randomInt(3)));
    const visitor = any(visitors);
    if (randomInt(3) === 0) visitor.leave();
    else visitor.join();
  }
  const log = await wholeLog(org);
  for (const visitor of visitors) {
    await visitor.finish(log.length);
    const { grants } = visitor.person;
    const mine = log.filter((e) => grants.some((g) => g.propertyId === e.propertyId));
    expect(visitor.seen.map((e) => e.id)).toEqual(mine.map((e) => e.id));
    const digests = new Map<string, string>();
    for (const event of visitor.seen) {
      const before = digests.get(event.channel) ?? firstDigest(event.channel);
      digests.set(event.channel, nextDigest(before, { ...event, hash: payloadHash(event.data) }));
      expect(event.digest).toBe(digests.get(event.channel));
    }
  }
});
