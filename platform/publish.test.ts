import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventBatch } from "./events";
import { publishInOrder } from "./publish";

const batch = (orgId: string, batchNo: number): EventBatch<never> => ({
  service: "finance",
  orgId,
  batchNo,
  events: [],
});
const nameOf = (b: EventBatch<never>): string => `${b.orgId}${b.batchNo}`;

test("each organisation's batches are published in order up to its first failure, whatever fails and however long it takes", async () => {
  const lanes = fc.array(
    fc.record({ batches: fc.integer({ min: 1, max: 5 }), failsAt: fc.integer({ min: 1, max: 8 }) }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(lanes, fc.scheduler(), async (plan, scheduler) => {
      const batches = plan.flatMap((lane, i) =>
        Array.from({ length: lane.batches }, (_, n) => batch(`org${i}-`, n + 1)),
      );
      const failing = new Set(plan.map((lane, i) => `org${i}-${lane.failsAt}`));
      const published: string[] = [];
      const publish = scheduler.scheduleFunction(async (b: EventBatch<never>) => {
        if (failing.has(nameOf(b))) throw new Error(nameOf(b));
        published.push(nameOf(b));
      });
      const result = await scheduler.waitFor(publishInOrder(batches, publish));
      const expected = plan.map((lane, i) =>
        Array.from({ length: Math.min(lane.batches, lane.failsAt - 1) }, (_, n) => `org${i}-${n + 1}`),
      );
      for (const [i, names] of expected.entries())
        expect(published.filter((n) => n.startsWith(`org${i}-`))).toEqual(names);
      expect(new Set(result.accepted.map(nameOf))).toEqual(new Set(published));
      expect(result.refused.size === 0).toBe(published.length === batches.length);
    }),
    { numRuns: 50 },
  );
});
