import { expect, test } from "vitest";
import { t } from "./t";

test("values stand in their places, and the count chooses the form", () => {
  expect(t("connection.completeTo", { seq: "48 211" })).toBe("complete to 48 211");
  expect(t("finance.count", { count: 1 })).toBe("1 line");
  expect(t("finance.count", { count: 0 })).toBe("0 lines");
});
