import { expect, test } from "vitest";
import { LogBudget } from "./log-budget";

test("a storm is cut to a bounded number of lines, and the lines say how many were left out", () => {
  const budget = new LogBudget();
  const lines = Array.from({ length: 5000 }, (_, i) => budget.take("closed", 1000 + i / 10)).filter((n) => n !== null);
  expect(lines.length).toBeLessThan(60);
  const told = [...lines, budget.take("closed", 60_000) ?? 0].reduce((sum, left) => sum + left, 0);
  expect(told + lines.length).toBe(5000);
});

test("one kind does not use up the lines of another, and a clock that goes back gives none away", () => {
  const budget = new LogBudget();
  while (budget.take("opened", 1000) !== null);
  expect(budget.take("lagging", 1000)).toBe(0);
  expect(budget.take("opened", 500)).toBeNull();
});
