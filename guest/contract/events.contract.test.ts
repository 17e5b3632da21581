import { createHash } from "node:crypto";
import { expect, expectTypeOf, test } from "vitest";
import { toJSONSchema } from "zod";
import type { Envelope } from "../../platform/events";
import type { GuestEvent } from "./events";
import { guestEvent } from "./events.schema";

test("the events of guest are what their readers were built for", () => {
  const schema = JSON.stringify(toJSONSchema(guestEvent));
  const hash = createHash("sha256").update(schema).digest("hex").slice(0, 16);
  expect(
    hash,
    "The events changed. Readers know them by `v`: add a …V2 beside the old one, or extend a type only by optional data, then set this hash.",
  ).toBe("e5d2b59f5808842d");
});

test("every event of guest is an envelope", () => {
  expectTypeOf<GuestEvent>().toExtend<Envelope>();
});
