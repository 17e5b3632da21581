import { expect, test } from "vitest";
import { Gate } from "./gate";

test("no more than its places run at a time, in order, also after failures", async () => {
  const gate = new Gate(2);
  let running = 0;
  const order: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 9 }, (_, i) =>
      gate.run(async () => {
        running += 1;
        expect(running).toBeLessThanOrEqual(2);
        await new Promise((resume) => setImmediate(resume));
        order.push(i);
        running -= 1;
        if (i % 3 === 0) throw new Error(String(i));
        return i;
      }),
    ),
  );
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(results.filter((r) => r.status === "rejected")).toHaveLength(3);
  expect(await gate.run(async () => "still open")).toBe("still open");
});
