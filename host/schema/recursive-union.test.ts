import { describe, expect, test } from "vitest";
import { messageCodec } from "./message-codec";
import type { Schema, Types } from "./schema";

const node: Schema = { kind: "ref", id: "Node" };
const text: Schema = { kind: "string" };

/** Two alternatives that differ in their last field, and recurse before it. */
function alternative(kind: string): Schema {
  return {
    kind: "object",
    fields: [
      { name: "next", type: node, optional: true },
      { name: "text", type: text, optional: false },
      { name: "kind", type: { kind: "literal", value: kind }, optional: false },
    ],
  };
}

const types = {
  Node: { schema: { kind: "union", of: [alternative("a"), alternative("b")] } },
} as unknown as Types;
const codec = messageCodec({ kind: "object", fields: [{ name: "top", type: node, optional: false }] }, types);

function nested(depth: number, text: string): string {
  let json = `{"text":${text},"kind":"b"}`;
  for (let i = 1; i < depth; i++) json = `{"next":${json},"text":"t","kind":"b"}`;
  return `{"top":${json}}`;
}

/** With each level read once for each alternative of the one above, neither would ever end. */
describe("a union that recurses a hundred levels deep", () => {
  test("is read", () => {
    const json = nested(100, '"t"');
    expect(codec.decode(json)).toEqual({ ok: true, value: JSON.parse(json) as unknown });
  });

  test("is refused", () => {
    expect(codec.decode(nested(100, "1"))).toMatchObject({ ok: false });
  });
});

test("the fields of an alternative keep their order", () => {
  const decoded = codec.decode('{"top":{"kind":"b","text":"t","next":{"kind":"a","text":"u"}}}');
  expect(JSON.stringify(decoded)).toBe(
    '{"ok":true,"value":{"top":{"next":{"text":"u","kind":"a"},"text":"t","kind":"b"}}}',
  );
});
