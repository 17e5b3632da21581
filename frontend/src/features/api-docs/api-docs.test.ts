import { expect, test } from "vitest";
import { readFrames } from "./async-document";
import { curlOf } from "./curl";
import type { ApiDocument, Operation } from "./document";
import { readGroups, searchGroups } from "./entries";
import { exampleOf } from "./example";
import { ruleLabels, typeLabel } from "./type-label";

const guest = { $ref: "#/components/schemas/contract.Guest" };
const schemas = {
  "contract.Guest": {
    type: "object",
    properties: {
      name: { type: "string", minLength: 1, maxLength: 40 },
      mood: { type: "string", enum: ["calm", "busy"] },
      since: { type: "string", format: "date-time" },
      friends: { type: "array", items: guest },
      room: { type: "number", nullable: true },
      notes: { type: "object", additionalProperties: { type: "string" } },
    },
    required: ["name"],
  },
};

function operation(id: string, more: Partial<Operation> = {}): Operation {
  return { operationId: id, tags: [], "x-access": "auth", responses: { "200": {} }, ...more };
}

const document: ApiDocument = {
  paths: {
    "/guests/{id}": {
      get: operation("GET:desk.guest", {
        summary: "One guest.",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "integer" } },
          { name: "day", in: "query", required: true, schema: { type: "string" } },
          { name: "page", in: "query", schema: { type: "number" } },
          { name: "x-key", in: "header", required: true, schema: { type: "string" } },
        ],
      }),
      head: operation("HEAD:desk.guest"),
    },
    "/guests": {
      post: operation("POST:desk.addGuest", {
        "x-access": "public",
        requestBody: {
          content: {
            "application/json": { schema: { type: "object", properties: { it: { type: "string", enum: ["it's"] } } } },
          },
        },
      }),
    },
    "/bill": { get: operation("GET:bar.bill") },
  },
  components: { schemas },
  "x-streams": [
    { name: "feed", service: "desk", path: "/feed", kind: "streamOut", "x-access": "auth", response: guest },
  ],
};

test("endpoints stand under their service, one entry for all methods, streams last", () => {
  const groups = readGroups(document);
  expect(groups.map((g) => [g.service, g.entries.map((e) => `${e.methods.join()} ${e.path}`)])).toEqual([
    ["bar", ["GET /bill"]],
    ["desk", ["GET,HEAD /guests/{id}", "POST /guests", "STREAM /feed"]],
  ]);
});

test.each([
  ["", 4],
  ["guests", 2],
  ["POST guests", 1],
  ["one guest", 1],
  ["desk nothing", 0],
])("searching for %j finds %i", (search, count) => {
  expect(searchGroups(readGroups(document), search).flatMap((g) => g.entries)).toHaveLength(count);
});

test("an example has every field, ends in recursive types, and shows formats", () => {
  const { friends, ...example } = exampleOf(guest, schemas) as { friends: unknown[] };
  expect(example).toEqual({ name: "…", mood: "calm", since: "2026-11-20T19:00:00.000Z", room: 1, notes: { "…": "…" } });
  expect(friends).toHaveLength(1);
});

test("curl names what is to be filled in, and quotes for the shell", () => {
  const [, desk] = readGroups(document);
  expect(curlOf(desk!.entries[0]!, "http://x", schemas)).toBe(
    [`curl 'http://x/guests/<id>?day=<day>'`, `-H "Authorization: Bearer $TOKEN"`, `-H 'x-key: <x-key>'`].join(
      " \\\n  ",
    ),
  );
  expect(curlOf(desk!.entries[1]!, "http://x", schemas)).toBe(
    [`curl -X POST 'http://x/guests'`, `-H 'Content-Type: application/json'`, `-d '{"it":"it'\\''s"}'`].join(" \\\n  "),
  );
});

test.each([
  [guest, "Guest", []],
  [{ allOf: [guest], nullable: true }, "Guest | null", []],
  [{ type: "array", items: { enum: ["a", "b"] } }, '("a" | "b")[]', []],
  [{ type: "string", const: "ack" }, '"ack"', []],
  [{ anyOf: [{ type: "integer" }, { type: "null" }] }, "integer | null", []],
  [{ type: "object", additionalProperties: { type: "number" } }, "{ [key]: number }", []],
  [{ type: "string", format: "date-time" }, "instant", []],
  [{}, "any", []],
  [{ type: "string", minLength: 1, maxLength: 40 }, "string", ["1 to 40 bytes"]],
  [{ type: "number", maximum: 5 }, "number", ["at most 5"]],
  [{ type: "array", items: { type: "string" }, minItems: 2 }, "string[]", ["at least 2 entries"]],
])("%j is called %s", (schema, label, rules) => {
  expect(typeLabel(schema)).toBe(label);
  expect(ruleLabels(schema)).toEqual(rules);
});

test("frames stand by who says them, events by themselves", () => {
  const message = (title: string) => ({ title, summary: "", payload: {}, examples: [{ payload: { type: title } }] });
  const groups = readFrames({
    channels: {},
    components: {
      messages: { "client.ping": message("ping"), "server.ping": message("ping"), "server.ack": message("ack") },
      schemas: { "finance.paid": { title: "finance/paid", description: "Paid.", type: "object", examples: [{}] } },
    },
  });
  expect(Object.entries(groups).map(([name, entries]) => [name, entries.map((e: { id: string }) => e.id)])).toEqual([
    ["sent", ["client.ping"]],
    ["received", ["server.ping", "server.ack"]],
    ["events", ["finance.paid"]],
  ]);
  expect(groups.received[1]?.examples).toEqual([{ type: "ack" }]);
});
