import { expect, test } from "vitest";
import { readInstant } from "./instant";

test.each([
  ["2026-11-20T18:30:00Z", "2026-11-20T18:30:00.000Z"],
  ["2026-11-20t19:30:00.1234567+01:00", "2026-11-20T18:30:00.123Z"],
  ["2026-11-20T00:15:00-05:30", "2026-11-20T05:45:00.000Z"],
])("%s is %s", (text, instant) => {
  expect(readInstant("dueAt", text)).toBe(instant);
});

test.each(["", "tomorrow", "2026-11-20", "2026-11-20T18:30:00", "2026-02-30T10:00:00Z", "0000-01-01T00:00:00Z"])(
  "%j is refused with the field and an example",
  (text) => {
    expect(readInstant("dueAt", text)).toEqual({
      path: "dueAt",
      code: "not_an_instant",
      message: `${JSON.stringify(text)} is no instant such as 2026-11-20T18:30:00Z`,
    });
  },
);
