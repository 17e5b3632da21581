import { expect, test } from "vitest";
import { Admission, Crowded } from "./admission";

const make = (more: object = {}) => {
  const made = { nowMs: 0, random: 0 };
  const options = { places: 2, waiting: 3, waitMs: 1000, nowMs: () => made.nowMs, random: () => made.random };
  return Object.assign(made, { admission: new Admission({ ...options, ...more }) });
};
/** Work that ends when it is told to. */
function work(log: string[], name: string): { run: () => Promise<string>; end: () => void } {
  let end = (): void => {};
  const over = new Promise<void>((resolve) => (end = resolve));
  const run = async (): Promise<string> => {
    log.push(name);
    await over;
    return name;
  };
  return { run, end: () => end() };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("[RT24] so many are opened at once, the others in their order", async () => {
  const { admission } = make();
  const log: string[] = [];
  const works = ["a", "b", "c", "d"].map((name) => work(log, name));
  const results = works.map(({ run }) => admission.run(run));
  await settled();
  expect([log, admission.waiting]).toEqual([["a", "b"], 2]);
  works[1]?.end();
  await settled();
  expect(log).toEqual(["a", "b", "c"]);
  for (const { end } of works) end();
  expect(await Promise.all(results)).toEqual(["a", "b", "c", "d"]);
  expect(admission.waiting).toBe(0);
});

test("[RT24] a full line and a long wait are refused, and leave the places to the others", async () => {
  const crowd = make();
  const { admission } = crowd;
  const log: string[] = [];
  const works = ["a", "b", "c", "d", "e"].map((name) => work(log, name));
  const results = works.map(({ run }) => admission.run(run));
  await expect(admission.run(work(log, "f").run)).rejects.toThrow(Crowded);
  crowd.nowMs = 999;
  admission.tidy();
  expect(admission.waiting).toBe(3);
  crowd.nowMs = 1000;
  admission.tidy();
  const waited = await Promise.allSettled(results.slice(2));
  expect(waited.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  const late = work(log, "g");
  const entered = admission.run(late.run);
  for (const { end } of [...works, late]) end();
  expect(await entered).toBe("g");
  expect(log).toEqual(["a", "b", "g"]);
});

test("work that fails gives its place back", async () => {
  const { admission } = make({ places: 1 });
  await expect(admission.run(() => Promise.reject(new Error("no log")))).rejects.toThrow("no log");
  expect(await admission.run(async () => "next")).toBe("next");
});

test("[RT24] whoever is refused gets a moment of its own, the later the more were refused; and it is forgotten", () => {
  const crowd = make();
  const { admission } = crowd;
  expect(admission.retryAfterMs(1000)).toBe(1000);
  crowd.random = 1;
  expect(admission.retryAfterMs(1000)).toBe(2002);
  for (let i = 0; i < 5000; i++) admission.retryAfterMs(1000);
  expect(admission.retryAfterMs(1000)).toBe(7003);
  crowd.random = 0;
  expect(admission.retryAfterMs(1000)).toBe(1000);
  crowd.random = 1;
  for (let s = 0; s < 14; s++) admission.tidy();
  expect(admission.retryAfterMs(1000)).toBe(2001);
});
