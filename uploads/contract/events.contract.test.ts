import { createHash } from "node:crypto";
import { expect, expectTypeOf, test } from "vitest";
import { toJSONSchema } from "zod";
import type { Envelope } from "../../platform/events";
import type { UploadsEvent } from "./events";
import { uploadsEvent } from "./events.schema";

test("the events of uploads are what their readers were built for", () => {
  const schema = JSON.stringify(toJSONSchema(uploadsEvent));
  const hash = createHash("sha256").update(schema).digest("hex").slice(0, 16);
  expect(
    hash,
    "The events changed. Readers know them by `v`: add a …V2 beside the old one, or extend a type only by optional data, then set this hash.",
  ).toBe("56c851c7fed45aa0");
});

test("every event of uploads is an envelope", () => {
  expectTypeOf<UploadsEvent>().toExtend<Envelope>();
});
