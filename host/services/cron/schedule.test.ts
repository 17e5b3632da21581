import { expect, test } from "vitest";
import { readSchedule } from "./schedule";

/** The next due times after one, as text. */
async function following(text: string, after: string, count: number): Promise<(string | undefined)[]> {
  const schedule = await readSchedule(text);
  const times: (string | undefined)[] = [];
  for (let at: Date | null = new Date(after); times.length < count && at !== null;) {
    at = schedule.next(at);
    times.push(at?.toISOString().slice(0, 16));
  }
  return times;
}

test.each([
  [
    "every:60",
    "2026-11-28T20:10:30Z",
    ["2026-11-28T21:00", "2026-11-28T22:00", "2026-11-28T23:00", "2026-11-29T00:00"],
  ],
  ["every:1", "2026-11-28T23:58:59Z", ["2026-11-28T23:59", "2026-11-29T00:00", "2026-11-29T00:01"]],
  // Seven hours do not divide a day: the count begins again at midnight.
  [
    "every:420",
    "2026-11-28T06:59:00Z",
    ["2026-11-28T07:00", "2026-11-28T14:00", "2026-11-28T21:00", "2026-11-29T00:00"],
  ],
  ["every:1440", "2026-11-28T00:00:00Z", ["2026-11-29T00:00", "2026-11-30T00:00"]],
  ["schedule:0 4 15 * *", "2026-11-28T00:00:00Z", ["2026-12-15T04:00", "2027-01-15T04:00"]],
  ["schedule:5/20 9-17/8 * jan-mar mon-fri", "2026-12-30T00:00:00Z", ["2027-01-01T09:05", "2027-01-01T09:25"]],
  ["schedule:0 0 * * 7", "2026-11-28T00:00:00Z", ["2026-11-29T00:00", "2026-12-06T00:00"]],
  ["schedule:0 0 1 * mon", "2026-11-28T00:00:00Z", ["2026-11-30T00:00", "2026-12-01T00:00", "2026-12-07T00:00"]],
  ["schedule:0 0 31 2 *", "2026-11-28T00:00:00Z", [undefined]],
])("%s after %s", async (schedule, after, expected) => {
  expect(await following(schedule, after, expected.length)).toEqual(expected);
});

test.each(["every:60", "every:420", "schedule:*/15 3 * * *", "schedule:0 0 1 * mon"])(
  "%s includes the minutes that come next and no others",
  async (text) => {
    const schedule = await readSchedule(text);
    let next = schedule.next(new Date("2026-11-28T00:00:30Z"));
    for (let at = Date.parse("2026-11-28T00:01:00Z"); at < Date.parse("2026-12-02T00:00:00Z"); at += 60_000) {
      const isNext = next?.getTime() === at;
      expect([at, schedule.includes(new Date(at))]).toEqual([at, isNext]);
      if (isNext) next = schedule.next(new Date(at));
    }
  },
);

test("a schedule that says nothing is refused", async () => {
  await expect(readSchedule("every:0")).rejects.toThrow("no schedule");
  await expect(readSchedule("schedule:* * *")).rejects.toThrow("CronPattern");
});
