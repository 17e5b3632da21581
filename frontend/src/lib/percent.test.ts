import { expect, test } from "vitest";
import { percentText } from "./percent";

test("occupancy is read in per cent, as the reader's locale writes it", () => {
  expect(percentText(725, "en")).toBe("72.5");
  expect(percentText(725, "de")).toBe("72,5");
  expect(percentText(1000, "en")).toBe("100");
});
