import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { clock } from "../../platform/clock";
import type { Envelope, EventBatch } from "../../platform/events";
import { newId } from "../../platform/ids";
import { appendEvents, waitingBatches } from "../../platform/outbox";
import { Relay } from "../../platform/relay";
import { RelayLock } from "../../platform/relay-lock";
import { inTx } from "../../platform/tx";
import { connectionString, pool } from "../store/db";

type Batch = EventBatch<Envelope>;

const NEVER_MS = 3_600_000;
let relays: Relay<Envelope>[] = [];

beforeEach(async () => {
  await pool.query("DELETE FROM outbox");
  await pool.query("DELETE FROM outbox_batch");
});
afterEach(async () => {
  clock.run();
  await Promise.all(relays.map((relay) => relay.stop()));
  relays = [];
});
afterAll(() => pool.end());

function startRelay(publish: (batch: Batch) => Promise<unknown>, errors: unknown[] = []): Relay<Envelope> {
  // Without sweeps: what arrives was woken for.
  const relay = new Relay<Envelope>({
    service: "finance",
    pool,
    connectionString,
    // When it was handed over is each time another.
    publish: ({ publishedAtMs, ...batch }) => {
      expect(publishedAtMs).toBeGreaterThan(0);
      return publish(batch);
    },
    onError: (err) => errors.push(err),
    sweepMs: NEVER_MS,
  });
  relays.push(relay);
  relay.start();
  return relay;
}

const isHeld = (relay: Relay<Envelope>): boolean => relay.health().message === "relaying";
const until = (look: () => unknown) =>
  vi.waitFor(async () => expect(await look()).toBeTruthy(), { timeout: 20_000, interval: 5 });

const event = (): Envelope => ({
  id: newId(),
  type: "tested",
  v: 1,
  at: "2026-11-20T12:00:00.000Z",
  propertyId: null,
  entity: { kind: "test", id: newId(), version: 1 },
  actorId: "system",
  class: "normal",
});

async function commit(orgId: string, count = 1): Promise<Envelope[]> {
  const events = Array.from({ length: count }, event);
  await inTx(pool, (tx) => appendEvents(tx, "finance", orgId, events));
  return events;
}

/** Ends the connection that holds the lock, as the death of its process does. */
async function killHolder(): Promise<void> {
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
}

test("committed events reach the topic in order after a wake-up, and nothing is left waiting", async () => {
  const orgId = newId();
  const got: Batch[] = [];
  const relay = startRelay(async (batch) => got.push(batch));
  await until(() => isHeld(relay));
  const first = await commit(orgId, 3);
  relay.wake();
  await until(() => got.length === 1);
  const second = await commit(orgId, 2);
  relay.wake();
  await until(() => got.length === 2);
  expect(got).toEqual([
    { service: "finance", orgId, batchNo: 1, events: first },
    { service: "finance", orgId, batchNo: 2, events: second },
  ]);
  await vi.waitFor(async () => expect(await waitingBatches(pool, "finance", 10)).toEqual([]));
});

test("events that were committed before the relay started are published without a wake-up", async () => {
  const orgId = newId();
  const events = await commit(orgId, 2);
  const got: Batch[] = [];
  startRelay(async (batch) => got.push(batch));
  await until(() => got.length === 1);
  expect(got[0]?.events).toEqual(events);
});

test("of two relays one publishes, and a wake-up of the other reaches it", async () => {
  const orgId = newId();
  const got: { by: number; batch: Batch }[] = [];
  const pair = [0, 1].map((by) => startRelay(async (batch) => got.push({ by, batch })));
  await until(() => pair.some(isHeld));
  const standby = pair.find((relay) => !isHeld(relay));
  await commit(orgId);
  standby?.wake();
  await until(() => got.length === 1);
  expect(pair.indexOf(standby as Relay<Envelope>)).not.toBe(got[0]?.by);
});

test("when the holder stops, the other takes over", async () => {
  const orgId = newId();
  const got: Batch[] = [];
  const pair = [0, 1].map(() => startRelay(async (batch) => got.push(batch)));
  await until(() => pair.some(isHeld));
  const holder = pair.find(isHeld);
  const heir = pair.find((relay) => relay !== holder);
  await holder?.stop();
  await commit(orgId, 2);
  heir?.wake();
  await until(() => got.length === 1);
});

test("a batch that was published when its relay died is repeated exactly by the next", async () => {
  const orgId = newId();
  const events = await commit(orgId, 3);
  const got: Batch[] = [];
  const errors: unknown[] = [];
  let killed = false;
  const publish = async (batch: Batch): Promise<void> => {
    got.push(structuredClone(batch));
    if (killed) return;
    killed = true;
    await killHolder();
  };
  startRelay(publish, errors);
  startRelay(publish, errors);
  await until(() => got.length === 2);
  expect(got[0]).toEqual({ service: "finance", orgId, batchNo: 1, events });
  expect(got[1]).toEqual(got[0]);
  await vi.waitFor(async () => expect(await waitingBatches(pool, "finance", 10)).toEqual([]));
});

test("a refused batch is tried again before any later one of its organisation, and holds up no other", async () => {
  const [stuck, free] = [newId(), newId()];
  const got: Batch[] = [];
  let refusals = 3;
  const relay = startRelay(async (batch) => {
    if (batch.orgId === stuck && refusals-- > 0) throw new Error("broker says no");
    got.push(batch);
  });
  await until(() => isHeld(relay));
  await commit(stuck);
  await commit(free);
  relay.wake();
  await until(() => got.some((b) => b.orgId === free));
  await commit(stuck);
  relay.wake();
  await until(() => got.filter((b) => b.orgId === stuck).length === 2);
  expect(got.filter((b) => b.orgId === stuck).map((b) => b.batchNo)).toEqual([1, 2]);
});

test("while one organisation's batch is refused again and again, what others commit is relayed", async () => {
  const [stuck, free] = [newId(), newId()];
  const got: Batch[] = [];
  let isStuck = true;
  const relay = startRelay(async (batch) => {
    if (batch.orgId === stuck && isStuck) throw new Error("broker says no");
    got.push(batch);
  });
  await until(() => isHeld(relay));
  await commit(stuck);
  relay.wake();
  for (let n = 1; n <= 5; n++) {
    await commit(free);
    await commit(stuck);
    relay.wake();
    await until(() => got.filter((b) => b.orgId === free).length === n);
  }
  isStuck = false;
  await until(() => got.filter((b) => b.orgId === stuck).flatMap((b) => b.events).length === 6);
  // What was committed while the first was being refused has a number of its own, or comes with the rest.
  const numbers = got.filter((b) => b.orgId === stuck).map((b) => b.batchNo);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(numbers.length).toBeLessThanOrEqual(3);
});

test("a refused batch that another relay has published since is not waited for", async () => {
  const errors: unknown[] = [];
  const relay = startRelay(async () => {
    throw new Error("broker says no");
  }, errors);
  await until(() => isHeld(relay));
  await commit(newId());
  relay.wake();
  await until(() => errors.length > 0);
  clock.advance(61_000);
  expect(relay.health().ok).toBe(false);
  // As the other relay's acceptance leaves it.
  await pool.query("UPDATE outbox_batch SET accepted_at = numbered_at");
  await until(() => relay.health().ok);
});

test("readiness goes off when nothing could be published for a minute, and comes back with success", async () => {
  let works = false;
  const errors: unknown[] = [];
  const relay = startRelay(async () => {
    if (!works) throw new Error("broker is away");
  }, errors);
  await commit(newId());
  relay.wake();
  await until(() => errors.length > 0);
  expect(relay.health().ok).toBe(true);
  clock.advance(61_000);
  expect(relay.health()).toMatchObject({ ok: false, message: expect.stringContaining("61 s") });
  works = true;
  await until(() => relay.health().ok);
});

test("who cannot publish for 20 s gives the lock up to one that can, and takes it back when there is none", async () => {
  const orgId = newId();
  const errors: unknown[] = [];
  const cut = startRelay(async () => {
    throw new Error("no way to the broker");
  }, errors);
  await until(() => isHeld(cut));
  await commit(orgId);
  cut.wake();
  await until(() => errors.length > 0);
  clock.advance(21_000);
  // Alone it gives it up, finds it free and has it again.
  await until(() => !isHeld(cut));
  await until(() => isHeld(cut));
  const got: Batch[] = [];
  startRelay(async (batch) => got.push(batch));
  clock.advance(21_000);
  await until(() => got.length === 1);
  expect(cut.health()).toMatchObject({ ok: true, message: "standing by" });
});

test("what is numbered while an organisation's batch is being refused is published after it", async () => {
  const orgId = newId();
  const got: Batch[] = [];
  let refuse: (reason: Error) => void = () => {};
  const refusal = new Promise<never>((_, reject) => (refuse = reject));
  let calls = 0;
  const relay = startRelay(async (batch) => {
    calls += 1;
    if (calls === 1) await refusal;
    got.push(batch);
  });
  await until(() => isHeld(relay));
  // More than one round numbers.
  const events = await commit(orgId, 1500);
  relay.wake();
  await until(async () => (await pool.query("SELECT id FROM outbox LIMIT 1")).rowCount === 0);
  expect(calls).toBe(1);
  refuse(new Error("broker says no"));
  await until(() => got.flatMap((b) => b.events).length === events.length);
  expect(got.flatMap((b) => b.events.map((e) => e.id))).toEqual(events.map((e) => e.id));
  expect(got.map((b) => b.batchNo)).toEqual(got.map((_, i) => i + 1));
});

test("the connection of the lock is asked one thing at a time, as pg wants it", async () => {
  const warnings: string[] = [];
  const hear = ({ message }: Error): void => void warnings.push(message);
  process.on("warning", hear);
  const lock = new RelayLock({ service: "finance", pool, connectionString }, () => {});
  await until(() => lock.tryHold());
  const answers = await Promise.all([1, 2, 3, 4].map((n) => lock.query<{ n: number }>("SELECT $1::int AS n", [n])));
  expect(answers.map(({ rows }) => rows[0]?.n)).toEqual([1, 2, 3, 4]);
  await expect(lock.query("SELECT 1 / 0")).rejects.toThrow("division by zero");
  expect((await lock.query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
  await lock.release();
  await expect(lock.query("SELECT 1")).rejects.toThrow("lock was lost");
  process.off("warning", hear);
  expect(warnings).toEqual([]);
});

test("with refusals, lost connections and three competing relays no event is lost, doubled in its stream or out of order", async () => {
  const orgs = [newId(), newId(), newId()];
  const got: Batch[] = [];
  let calls = 0;
  const trio = [0, 1, 2].map(() =>
    startRelay(async (batch) => {
      calls++;
      if (calls % 5 === 0) throw new Error("broker says no");
      got.push(structuredClone(batch));
      // Taken, but the relay is told otherwise.
      if (calls % 7 === 0) throw new Error("answer lost");
    }),
  );
  const committed = new Map<string, string[]>(orgs.map((orgId) => [orgId, []]));
  for (let i = 0; i < 90; i++) {
    const orgId = orgs[i % 3] ?? "";
    const events = await commit(orgId, 1 + (i % 4));
    committed.get(orgId)?.push(...events.map((e) => e.id));
    trio[i % 3]?.wake();
    if (i % 30 === 29) await killHolder();
  }
  await vi.waitFor(
    async () => {
      for (const relay of trio) relay.wake();
      const { rows } = await pool.query(`SELECT id FROM outbox LIMIT 1`);
      expect([rows.length, (await waitingBatches(pool, "finance", 1)).length]).toEqual([0, 0]);
    },
    { timeout: 25_000, interval: 100 },
  );
  for (const orgId of orgs) {
    const first = new Map<number, Batch>();
    for (const batch of got.filter((b) => b.orgId === orgId)) {
      const known = first.get(batch.batchNo) ?? batch;
      first.set(batch.batchNo, known);
      expect(batch).toEqual(known);
    }
    expect([...first.keys()]).toEqual(Array.from({ length: first.size }, (_, i) => i + 1));
    expect([...first.values()].flatMap((b) => b.events.map((e) => e.id))).toEqual(committed.get(orgId));
  }
});
