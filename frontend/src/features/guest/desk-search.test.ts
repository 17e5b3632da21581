import { expect, test } from "vitest";
import { readDeskSearch } from "./desk-search";

test("the query string says which list and what to look for; anything else is left out", () => {
  expect(readDeskSearch({ tab: "departures", q: "Okafor" })).toEqual({ tab: "departures", q: "Okafor" });
  // A router reads digits as a number.
  expect(readDeskSearch({ tab: "kitchen", q: 204, more: 1 })).toEqual({ q: "204" });
  expect(readDeskSearch({ q: "x".repeat(200) }).q).toHaveLength(100);
});
