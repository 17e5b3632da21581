import { createHash } from "node:crypto";
import { expect, expectTypeOf, test } from "vitest";
import { toJSONSchema } from "zod";
import type { Envelope } from "../../platform/events";
import type { ChatEvent } from "./events";
import { chatEvent } from "./events.schema";

test("the events of chat are what their readers were built for", () => {
  const schema = JSON.stringify(toJSONSchema(chatEvent));
  const hash = createHash("sha256").update(schema).digest("hex").slice(0, 16);
  expect(
    hash,
    "The events changed. Readers know them by `v`: add a …V2 beside the old one, or extend a type only by optional data, then set this hash.",
  ).toBe("bd936c093786ac93");
});

test("every event of chat is an envelope", () => {
  expectTypeOf<ChatEvent>().toExtend<Envelope>();
});
