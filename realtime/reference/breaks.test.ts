import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../contract/protocol";
import { asyncApiDocument } from "./asyncapi";
import { breaks, type Shape, type Writer } from "./breaks";

const object = (properties: Record<string, Shape>, required: string[] = []): Shape => ({
  type: "object",
  properties,
  required,
});
const text: Shape = { type: "string" };

test.each<[title: string, writer: Writer, before: Shape, after: Shape, found: string[]]>([
  ["a new field", "server", object({ a: text }, ["a"]), object({ a: text, b: text }, ["a"]), []],
  ["a new field that is always there", "server", object({ a: text }, []), object({ a: text, b: text }, ["b"]), []],
  ["a new value", "server", { enum: ["x"] }, { enum: ["x", "y"] }, []],
  ["a field that is gone", "server", object({ a: text }), object({}), [".: a is gone"]],
  ["a field that may be absent", "server", object({ a: text }, ["a"]), object({ a: text }), [".: a may be absent now"]],
  ["a value that is gone", "server", { enum: ["x", "y"] }, { enum: ["y"] }, [".: a value is gone"]],
  ["another type inside", "server", object({ a: text }), object({ a: { type: "integer" } }), [".a: another type"]],
  ["another type in a list", "server", { items: text }, { items: { type: "integer" } }, ["[]: another type"]],
  ["another type in a choice", "server", { anyOf: [text] }, { anyOf: [{ type: "null" }] }, ["|0: another type"]],
  ["a new wish", "client", object({ a: text }, ["a"]), object({ a: text, b: text }, ["a"]), []],
  ["a new demand", "client", object({ a: text }), object({ a: text, b: text }, ["b"]), [".: b is asked for now"]],
  ["a demand less", "client", object({ a: text }, ["a"]), object({ a: text }, []), []],
])("[RT29] %s by the %s", (_, writer, before, after, found) => {
  expect(breaks(writer, before, after)).toEqual(found);
});

test("[RT29] this version still says everything that it said when it began: what is taken away or asked for needs the next", () => {
  const url = new URL(`../contract/version-${PROTOCOL_VERSION}.json`, import.meta.url);
  const began = JSON.parse(readFileSync(url, "utf8")) as Record<string, Shape>;
  const { messages } = (asyncApiDocument() as { components: { messages: Record<string, { payload: Shape }> } })
    .components;
  for (const [name, before] of Object.entries(began)) {
    const writer = name.startsWith("server.") ? "server" : "client";
    expect([name, breaks(writer, before, messages[name]?.payload ?? {})]).toEqual([name, []]);
  }
});
