import { expect, test, vi } from "vitest";
import { Tick } from "./tick";

const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume));
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5000, interval: 1 });
/** Work of one step. */
function* once(work: () => void): Generator<void> {
  work();
  yield;
}

test("at rest, it works at once", () => {
  let runs = 0;
  new Tick(() => once(() => (runs += 1))).request();
  expect(runs).toBe(1);
});

test("however often it is asked for while it works and pauses, nothing that was asked for is forgotten", async () => {
  let [seen, asked, runs, now] = [0, 0, 0, 0];
  const tick = new Tick(
    () =>
      once(() => {
        runs += 1;
        seen = asked;
        now += 3;
      }),
    () => now,
  );
  for (let i = 0; i < 200; i++) {
    asked += 1;
    tick.request();
    if (i % 10 === 0) await turn();
  }
  await until(() => expect(seen).toBe(200));
  expect(runs).toBeLessThan(100);
});

test("work that fails does not stop the next", async () => {
  let runs = 0;
  const tick = new Tick(() =>
    once(() => {
      runs += 1;
      if (runs === 1) throw new Error("once");
    }),
  );
  expect(() => tick.request()).toThrow("once");
  tick.request();
  await until(() => expect(runs).toBe(2));
});

test("long work lets others work between its steps, and is done once before it is done again", async () => {
  let [now, others] = [0, 0];
  const done: number[] = [];
  const tick = new Tick(
    function* () {
      for (let step = 0; step < 100; step++) {
        now += 1;
        done.push(step);
        yield;
      }
    },
    () => now,
  );
  tick.request();
  tick.request();
  const other = (): void => {
    others += 1;
    if (done.length < 200) setImmediate(other);
  };
  other();
  await until(() => expect(done).toHaveLength(200));
  const steps = Array.from({ length: 100 }, (_, step) => step);
  expect(done).toEqual([...steps, ...steps]);
  expect(others).toBeGreaterThan(5);
});

test("the pause is as long as the work, and what is written at the end of the turn counts as work", async () => {
  let [runs, now] = [0, 0];
  const tick = new Tick(
    () =>
      once(() => {
        runs += 1;
        process.nextTick(() => (now += 5));
      }),
    () => now,
  );
  tick.request();
  await turn();
  now += 4;
  tick.request();
  expect(runs).toBe(1);
  await until(() => expect(runs).toBe(2));
  await turn();
  now += 5;
  tick.request();
  expect(runs).toBe(3);
});
