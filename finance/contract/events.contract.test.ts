import { createHash } from "node:crypto";
import { expect, expectTypeOf, test } from "vitest";
import { toJSONSchema } from "zod";
import type { Envelope } from "../../platform/events";
import type { FinanceEvent } from "./events";
import { financeEvent } from "./events.schema";

test("the events of finance are what their readers were built for", () => {
  const schema = JSON.stringify(toJSONSchema(financeEvent));
  const hash = createHash("sha256").update(schema).digest("hex").slice(0, 16);
  expect(
    hash,
    "The events changed. Readers know them by `v`: add a …V2 beside the old one, or extend a type only by optional data, then set this hash.",
  ).toBe("a5ee070b5977910d");
});

test("every event of finance is an envelope", () => {
  expectTypeOf<FinanceEvent>().toExtend<Envelope>();
});
