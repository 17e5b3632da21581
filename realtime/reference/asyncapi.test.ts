import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { CLIENT_MESSAGES, SERVER_FRAMES } from "../contract/frames";
import { CATALOGUE } from "../domain/catalogue";
import { asyncApiDocument } from "./asyncapi";
import { CLIENT_WORDS, EVENT_WORDS, SERVER_WORDS } from "./described";

const specification = createRequire(import.meta.url).resolve("@asyncapi/specs/schemas/3.0.0-without-$id.json");
const file = fileURLToPath(new URL("../../frontend/public/asyncapi.json", import.meta.url));

test("the document that the server gives away is the protocol's: after a change of frames or events, vitest -u on this file", async () => {
  await expect(`${JSON.stringify(asyncApiDocument(), null, 2)}\n`).toMatchFileSnapshot(file);
});

test("it is an AsyncAPI 3 document", { timeout: 60_000 }, () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const isValid = ajv.compile(JSON.parse(readFileSync(specification, "utf8")) as object);
  isValid(asyncApiDocument());
  expect(isValid.errors).toBeNull();
  expect(isValid({ ...asyncApiDocument(), asyncapi: "2.0.0" })).toBe(false);
});

test("every message and every event is described, by examples that its own schema takes", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const document = asyncApiDocument() as {
    components: {
      messages: Record<string, { summary: string; payload: object; examples: { payload: object }[] }>;
      schemas: Record<string, { description: string; examples: object[] }>;
    };
  };
  for (const [name, { summary, payload, examples }] of Object.entries(document.components.messages)) {
    expect([name, summary, examples.length > 0]).toEqual([name, expect.stringMatching(/\.$/), true]);
    const takes = ajv.compile(payload);
    for (const example of examples) expect([name, takes(example.payload), takes.errors]).toEqual([name, true, null]);
  }
  for (const [name, { description, examples, ...schema }] of Object.entries(document.components.schemas)) {
    expect([name, description, examples.length > 0]).toEqual([name, expect.stringMatching(/\.$/), true]);
    const takes = ajv.compile(schema);
    for (const example of examples) expect([name, takes(example), takes.errors]).toEqual([name, true, null]);
  }
});

test("the words are of messages and events that exist, and the examples are what the server itself takes", () => {
  const check = (words: typeof SERVER_WORDS, schemas: Record<string, { parse: (value: unknown) => unknown }>): void => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(schemas).toSorted());
    for (const [name, { examples }] of Object.entries(words))
      for (const example of examples) expect(schemas[name]?.parse(example)).toEqual(example);
  };
  check(SERVER_WORDS, SERVER_FRAMES);
  check(CLIENT_WORDS, CLIENT_MESSAGES);
  for (const [name, { examples }] of Object.entries(EVENT_WORDS)) {
    const { schema } = CATALOGUE[name.split("/")[0] as keyof typeof CATALOGUE] ?? {};
    for (const example of examples) expect(schema?.parse(example)).toEqual(example);
  }
});
