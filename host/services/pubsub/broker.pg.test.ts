import { readFileSync } from "node:fs";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RuntimeConfig } from "../../runtime/config";
import { Broker } from "./broker";
import { dropDeadLetters, listDeadLetters, replayDeadLetters } from "./dead-letters";
import { newMessageId } from "./message-id";
import { type Delivery, type Lease, QueueStore } from "./queue-store";
import type { SubscriptionPolicy } from "./subscriber";

const config = JSON.parse(readFileSync(process.env["LOBBY_RUNTIME"] ?? "", "utf8")) as RuntimeConfig;
const url = config.pubsub?.url ?? "";
const sql = new Client({ connectionString: url });
await sql.connect();

let brokers: Broker[] = [];
let queue = "";
let queues = 0;

/** A process of its own, as far as the queues can tell. */
function aProcess(): Broker {
  const broker = new Broker(url, () => {});
  brokers.push(broker);
  return broker;
}

const policy = (changes: Partial<SubscriptionPolicy> = {}): SubscriptionPolicy => ({
  queue,
  ackDeadlineMs: 30_000,
  minBackoffMs: 10,
  maxBackoffMs: 40,
  maxRetries: 3,
  maxConcurrency: 100,
  ...changes,
});

function publish(broker: Broker, payload: string, to = [queue]): Promise<void> {
  const publishedAt = new Date();
  const expiresAt = new Date(publishedAt.getTime() + 60_000);
  return broker.publish(
    to.map((name) => ({ queue: name, messageId: newMessageId(), publishedAt, expiresAt, payload, ...origin })),
  );
}

const origin = { parentTrace: "trace", correlation: null };

const remaining = async (): Promise<number> =>
  (await sql.query<{ n: number }>("select count(*)::int as n from delivery where queue = $1", [queue])).rows[0]?.n ??
  -1;
const nothingRemains = () => vi.waitFor(async () => expect(await remaining()).toBe(0), 10_000);
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 5 });
const openSockets = () => process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i));

beforeEach(() => {
  queue = `topic/subscription-${++queues}`;
});
afterEach(async () => {
  for (const broker of brokers) {
    await broker.drain();
    await broker.close();
  }
  brokers = [];
});

describe("delivery", () => {
  test("every queue gets the message once, and handled messages are gone", async () => {
    const broker = aProcess();
    const heard: string[] = [];
    const other = `${queue}-other`;
    broker.subscribe(policy(), async ({ payload }) => heard.push(`one ${payload}`));
    broker.subscribe(policy({ queue: other }), async ({ payload }) => heard.push(`two ${payload}`));
    await publish(broker, "a", [queue, other]);
    await eventually(() => expect([...heard].sort()).toEqual(["one a", "two a"]));
    await nothingRemains();
  });

  test("a message carries its id, its time and its origin, and attempts count from 1", async () => {
    const broker = aProcess();
    const heard: Delivery[] = [];
    await publish(broker, "a");
    broker.subscribe(policy(), async (delivery) => heard.push(delivery));
    await eventually(() =>
      expect(heard).toMatchObject([
        { attempt: 1, payload: "a", ...origin, messageId: expect.stringMatching(/^[0-9a-v]{20}$/) },
      ]),
    );
    expect(Math.abs((heard[0]?.publishedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test("messages are started in the order in which they were published", async () => {
    const broker = aProcess();
    const heard: string[] = [];
    broker.subscribe(policy(), async ({ payload }) => heard.push(payload));
    await Promise.all(numbers(1_000).map((n) => publish(broker, n)));
    await eventually(() => expect(heard).toEqual(numbers(1_000)));
  });

  test("no more than maxConcurrency run at once, and that many do", async () => {
    const broker = aProcess();
    let now = 0;
    let most = 0;
    const heard = new Set<string>();
    broker.subscribe(policy({ maxConcurrency: 2 }), async ({ payload }) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      heard.add(payload);
    });
    await Promise.all(numbers(50).map((n) => publish(broker, n)));
    await eventually(() => expect(heard.size).toBe(50));
    expect(most).toBe(2);
  });

  test("several processes share a queue: each message is handled by one of them", async () => {
    const heard: string[] = [];
    const handledBy = new Set<number>();
    const processes = [aProcess(), aProcess(), aProcess()];
    for (const [i, broker] of processes.entries()) {
      broker.subscribe(policy({ maxConcurrency: 5 }), async ({ payload }) => {
        heard.push(payload);
        handledBy.add(i);
        await new Promise(setImmediate);
      });
    }
    await Promise.all(numbers(600).map((n) => publish(processes[Number(n) % 3] ?? aProcess(), n)));
    await nothingRemains();
    expect([...heard].sort()).toEqual(numbers(600).sort());
    expect(handledBy.size).toBeGreaterThan(1);
  });

  test("a process that only listens is woken by another's publishing, without waiting for its sweep", async () => {
    const [publisher, consumer] = [aProcess(), aProcess()];
    const heard: string[] = [];
    consumer.subscribe(policy(), async ({ payload }) => heard.push(payload));
    await eventually(async () =>
      expect(
        (
          await sql.query(
            "select 1 from pg_stat_activity where application_name = 'lobby pubsub listener' and query like 'listen%'",
          )
        ).rowCount,
      ).toBe(1),
    );
    for (const n of numbers(20)) {
      await publish(publisher, n);
      // Ten times the sweep would be 20 s: only being woken gets through all of them in time.
      await vi.waitFor(() => expect(heard).toContain(n), { timeout: 1_000, interval: 1 });
    }
  });

  test("messages published while nobody takes them wait", async () => {
    await publish(aProcess(), "a");
    expect(await remaining()).toBe(1);
    const heard: string[] = [];
    aProcess().subscribe(policy(), async ({ payload }) => heard.push(payload));
    await eventually(() => expect(heard).toEqual(["a"]));
  });
});

describe("failure", () => {
  test("a failed message comes again with the next attempt, and only until it succeeds", async () => {
    const broker = aProcess();
    const attempts: number[] = [];
    broker.subscribe(policy(), async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error("not yet");
    });
    await publish(broker, "a");
    await nothingRemains();
    expect(attempts).toEqual([1, 2, 3]);
  });

  test("after n retries the message is a dead letter with its reason; replaying gives it all its attempts again", async () => {
    const broker = aProcess();
    const attempts: number[] = [];
    broker.subscribe(policy({ maxRetries: 2 }), async ({ attempt }) => {
      attempts.push(attempt);
      throw new Error("never good");
    });
    await publish(broker, "a");
    await nothingRemains();
    expect(attempts).toEqual([1, 2, 3]);
    expect(await listDeadLetters(sql, queue, 10)).toMatchObject([
      { queue, attempts: 3, reason: "never good", payload: "a" },
    ]);
    expect(await replayDeadLetters(sql, queue, undefined)).toBe(1);
    await vi.waitFor(() => expect(attempts).toEqual([1, 2, 3, 1, 2, 3]), 15_000);
    await nothingRemains();
    expect(await dropDeadLetters(sql, queue, undefined)).toBe(1);
    expect(await listDeadLetters(sql, queue, 10)).toEqual([]);
  });

  test("a failing message does not hold up the ones behind it", async () => {
    const broker = aProcess();
    const heard: string[] = [];
    broker.subscribe(policy({ minBackoffMs: 60_000, maxConcurrency: 1 }), async ({ payload }) => {
      if (payload === "0") throw new Error("bad");
      heard.push(payload);
    });
    await Promise.all(numbers(5).map((n) => publish(broker, n)));
    await eventually(() => expect(heard).toEqual(["1", "2", "3", "4"]));
  });

  test("what a dead process had taken is delivered again long before its lease runs out", async () => {
    const dead = aProcess();
    await publish(dead, "a");
    const taken = new Promise<void>((resolve) => {
      dead.subscribe(policy({ ackDeadlineMs: 3_600_000 }), () => (resolve(), new Promise(() => {})));
    });
    await taken;
    await vi.waitFor(async () => expect((await sql.query("select from holder")).rowCount).toBeGreaterThan(0));
    dead.stopTaking();
    brokers = [];
    await dead.close();
    const attempts: number[] = [];
    aProcess().subscribe(policy(), async ({ attempt }) => attempts.push(attempt));
    await eventually(() => expect(attempts).toEqual([2]));
  });

  test("nobody frees what a living process has", async () => {
    const [living, store] = [aProcess(), new QueueStore(url, () => {})];
    let finish = () => {};
    await publish(living, "a");
    await new Promise<void>((taken) => {
      living.subscribe(policy(), () => (taken(), new Promise<void>((resolve) => (finish = resolve))));
    });
    await eventually(async () => {
      // What dead processes of other tests left is not silent any more once it is freed.
      await store.freeLeases(await store.findSilent(0));
      expect((await sql.query("select from holder")).rowCount).toBe(1);
    });
    expect(await store.findSilent(0)).toEqual([]);
    expect((await store.nextDue([queue])).get(queue)).toBeGreaterThan(0);
    await store.close();
    finish();
    await nothingRemains();
  });

  test("what a stuck process had taken is delivered again when its lease has run out", async () => {
    const [store, other] = [new QueueStore(url, () => {}), aProcess()];
    await publish(other, "a");
    await store.take(queue, 1, 100, 1);
    const attempts: number[] = [];
    other.subscribe(policy(), async ({ attempt }) => attempts.push(attempt));
    await eventually(() => expect(attempts).toEqual([2]));
    await store.close();
  });

  test("an acknowledgement that comes after the lease was lost does not remove the message of the one who has it now", async () => {
    const [slow, fast] = [new QueueStore(url, () => {}), aProcess()];
    let finishFast = () => {};
    await publish(fast, "a");
    const id = (await slow.take(queue, 1, 50, 1))[0]?.id ?? "";
    await new Promise<void>((taken) => {
      fast.subscribe(policy(), () => (taken(), new Promise<void>((resolve) => (finishFast = resolve))));
    });
    await slow.acknowledge([{ id, attempt: 1 }]);
    await slow.renew([{ id, attempt: 1 }], 0, 1);
    expect(await remaining()).toBe(1);
    expect((await slow.nextDue([queue])).get(queue)).toBeGreaterThan(0);
    finishFast();
    await nothingRemains();
    await slow.close();
  });

  test.each<[name: string, statement: (store: QueueStore, leases: Lease[]) => Promise<void>]>([
    ["renew", (store, leases) => store.renew(leases, 60_000, 1)],
    ["acknowledge", (store, leases) => store.acknowledge(leases)],
    ["retry", (store, leases) => store.retry(leases.map((lease) => ({ ...lease, delayMs: 60_000 })))],
    ["bury", (store, leases) => store.bury(leases.map((lease) => ({ ...lease, reason: "bad" })))],
  ])("%s locks messages in the order of their ids, so that no two wait in a circle", async (_name, statement) => {
    const [store, broker] = [new QueueStore(url, () => {}), aProcess()];
    await Promise.all(numbers(2).map((n) => publish(broker, n)));
    const [first, second] = (await store.take(queue, 2, 60_000, 1)) as [Delivery, Delivery];
    await sql.query("begin");
    await sql.query("select from delivery where id = $1 for update", [first.id]);
    const done = statement(store, [second, first]);
    await eventually(async () => {
      // What a transaction has seen of other connections it sees again, unless told to forget it.
      await sql.query("select pg_stat_clear_snapshot()::text");
      const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      expect((await sql.query(waiting)).rowCount).toBe(1);
    });
    const free = await sql.query("select id from delivery where id = $1 for update skip locked", [second.id]);
    await sql.query("commit");
    await done;
    await store.close();
    expect(free.rows).toEqual([{ id: second.id }]);
  });

  test("a handler may take longer than a lease: its message is kept, and its success counts", async () => {
    const broker = aProcess();
    const attempts: number[] = [];
    let finish = () => {};
    broker.subscribe(policy({ ackDeadlineMs: 60 }), ({ attempt }) => {
      attempts.push(attempt);
      return new Promise<void>((resolve) => (finish = resolve));
    });
    await publish(broker, "a");
    // Another queue's messages, one after the other, until several leases would have run out.
    const ticks: string[] = [];
    const second = `${queue}-ticks`;
    broker.subscribe(
      policy({ queue: second, minBackoffMs: 50, maxBackoffMs: 50, maxRetries: 6 }),
      async ({ payload }) => {
        ticks.push(payload);
        throw new Error("again");
      },
    );
    await publish(broker, "tick", [second]);
    await eventually(() => expect(ticks.length).toBe(7));
    finish();
    await nothingRemains();
    expect(attempts).toEqual([1]);
  });

  test("a message whose every delivery ended its process is a dead letter, not delivered without end", async () => {
    const [store, broker] = [new QueueStore(url, () => {}), aProcess()];
    await publish(broker, "poison");
    for (let deliveries = 0; deliveries < 4; deliveries++)
      await eventually(async () => expect(await store.take(queue, 1, 0, 1)).toHaveLength(1));
    const heard: string[] = [];
    const unanswered: string[] = [];
    const onUnanswered = ({ payload }: Delivery) => void unanswered.push(payload);
    broker.subscribe(policy({ maxRetries: 3, onUnanswered }), async ({ payload }) => heard.push(payload));
    await nothingRemains();
    expect([heard, unanswered]).toEqual([[], ["poison"]]);
    const { rows } = await sql.query("select attempts, reason from dead_letter where queue = $1", [queue]);
    expect(rows).toEqual([{ attempts: 5, reason: expect.stringContaining("not answered") }]);
    await store.close();
  });

  test("after every connection was cut, publishing and taking go on", async () => {
    const broker = aProcess();
    const heard = new Set<string>();
    broker.subscribe(policy(), async ({ payload }) => heard.add(payload));
    await publish(broker, "before");
    await eventually(() => expect(heard).toContain("before"));
    await sql.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await vi.waitFor(() => publish(broker, "after"), { timeout: 10_000, interval: 50 });
    await eventually(() => expect(heard).toContain("after"));
  });

  test("a message kept longer than its retention becomes a dead letter", async () => {
    const publishedAt = new Date(Date.now() - 120_000);
    await aProcess().publish([
      {
        queue: `${queue}-gone`,
        messageId: newMessageId(),
        publishedAt,
        expiresAt: new Date(Date.now() - 60_000),
        payload: "old",
        ...origin,
      },
    ]);
    aProcess().subscribe(policy(), async () => {});
    await vi.waitFor(
      async () =>
        expect(await listDeadLetters(sql, `${queue}-gone`, 10)).toMatchObject([{ payload: "old", attempts: 0 }]),
      10_000,
    );
  });
});

describe("ending", () => {
  test("a process that ends while it begins to listen leaves no connection behind", async () => {
    const broker = aProcess();
    broker.subscribe(policy(), async () => {});
    await broker.drain();
    await broker.close();
    brokers = [];
    // Only that of `sql`.
    await eventually(() => expect(openSockets()).toBe(1));
  });

  test("drain waits for running handlers and settles them; nothing comes again", async () => {
    const broker = aProcess();
    const attempts: number[] = [];
    let finish = () => {};
    await publish(broker, "a");
    await new Promise<void>((taken) => {
      broker.subscribe(
        policy(),
        ({ attempt }) => (attempts.push(attempt), taken(), new Promise<void>((resolve) => (finish = resolve))),
      );
    });
    const drained = broker.drain();
    finish();
    await drained;
    expect(await remaining()).toBe(0);
    expect(attempts).toEqual([1]);
  });
});
