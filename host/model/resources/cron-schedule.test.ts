import { expect, test } from "vitest";
import { scheduleProblem } from "./cron-schedule";

test.each(["* * * * *", "*/5 0 1 1 *", "0 0 * * SUN-FRI", "1-5,7 * * * mon,wed", "1, * * * *", "0 0 29 2 *"])(
  "%s",
  (schedule) => {
    expect(scheduleProblem(schedule, Date.UTC(2026, 0, 1))).toBeUndefined();
  },
);

test.each([
  ["* * * *", "exactly 5 fields"],
  ["60 * * * *", "invalid value"],
  ["0 0 * * 7", "invalid value"],
  ["*/70 * * * *", "invalid value"],
  ["5-1 * * * *", "invalid input"],
  ["1-5/2 * * * *", "invalid digit"],
  ["0 0 1 jan *", "invalid digit"],
  ["-1 * * * *", "empty string"],
  ["0 0 31 2 *", "never comes round"],
])("%s: %s", (schedule, problem) => {
  expect(scheduleProblem(schedule)).toContain(problem);
});
