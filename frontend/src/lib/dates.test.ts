import { expect, test } from "vitest";
import { foreignZone, formatDay, formatInstant, formatNear, formatTime } from "./dates";

test("a time is the property's, whatever the reader's zone", () => {
  expect(formatTime("2026-11-20T23:30:00Z", "Europe/Lisbon", "en-GB")).toBe("23:30");
  expect(formatTime("2026-11-20T23:30:00Z", "Asia/Kolkata", "en-GB")).toBe("05:00");
  expect(formatInstant("2026-07-01T10:00:05Z", "Europe/Zurich", "en-GB")).toContain("12:00:05");
});

test("an instant of today at the property is its time alone, others have their day", () => {
  const now = Date.parse("2026-11-20T23:30:00Z");
  const near = (instant: string, zone = "Europe/Lisbon") => formatNear(instant, zone, "en-GB", now);
  expect(near("2026-11-20T08:15:00Z")).toBe("08:15");
  expect(near("2026-11-21T08:15:00Z")).toBe("Sat 08:15");
  expect(near("2026-11-21T08:15:00Z", "Asia/Kolkata")).toBe("13:45");
  expect(near("2026-12-24T08:15:00Z")).toBe("24 Dec, 08:15");
});

test("a business date is a day of the calendar and is not moved by zones", () => {
  expect(formatDay("2026-11-20", "en-GB", 2026)).toBe("Fri 20 Nov");
  expect(formatDay("2025-01-01", "en-GB", 2026)).toBe("Wed, 1 Jan 2025");
});

test.each([
  ["Europe/Lisbon", "Europe/London", "2026-11-20T12:00:00Z", null],
  ["Europe/Zurich", "Europe/London", "2026-11-20T12:00:00Z", "CET"],
  ["Europe/Zurich", "Europe/Berlin", "2026-07-01T12:00:00Z", null],
])("%s is named to a reader in %s only when the clocks differ", (property, reader, at, shown) => {
  expect(foreignZone(property, reader, Date.parse(at), "en-GB")).toBe(shown);
});
