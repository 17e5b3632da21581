import { deflateRawSync } from "node:zlib";
import { inflateSync } from "fflate";
import { expect, test } from "vitest";
import { toJSONSchema } from "zod";
import { CATALOGUE } from "../domain/catalogue";
import { eventFrames } from "../domain/event-frames";
import { textOf } from "../domain/frame-text";
import { sampleEntry } from "../testing/entries";
import { buildDictionary, dictionaryModule } from "./build-dictionary";
import { compress, decompress, dictionary } from "./deflate-dict-1";

const TEXTS = ["", "a", '[{"type":"event","service":"finance","events":[]}]', "zwölf € 😀 ".repeat(20_000)];

test("the dictionary is the one of the catalogue", async () => {
  // Clients keep a dictionary for ever. Once this one is released, a changed catalogue wants one of a new name beside it; until
  // then, `vitest -u` on this file writes it anew.
  const file = dictionaryModule("DEFLATE_DICT_1", buildDictionary(CATALOGUE));
  await expect(file).toMatchFileSnapshot("./deflate-dict-1.gen.ts");
});

test("[RT20] the dictionary holds nobody's data: only names and choices of the catalogue, words of the protocol and fixed samples", () => {
  const known = new Set(
    "type event service events seq channel n digest timestamp data null redacted true hash superseded".split(" "),
  );
  for (const sample of ["0199", "1", "2026", "01", "01T00", "00", "000Z"]) known.add(sample);
  const schemas = Object.entries(CATALOGUE).flatMap(([service, { schema }]) => [service, toJSONSchema(schema)]);
  for (const word of JSON.stringify(schemas).match(/\w+/g) ?? []) known.add(word);
  expect((dictionary.toString().match(/\w+/g) ?? []).filter((word) => !known.has(word))).toEqual([]);
  // A window further back is not seen by deflate.
  expect(dictionary.length).toBeLessThan(32_768);
});

test.each(TEXTS)("[RT20] what is compressed is read back, by zlib and by fflate as in the browser: %#", (text) => {
  const data = compress(text);
  expect(decompress(data)).toBe(text);
  const inflated = inflateSync(data, { dictionary });
  expect(new TextDecoder().decode(inflated)).toBe(text);
});

test("with the dictionary a small event takes a third less than without", () => {
  const text = `[${eventFrames([sampleEntry(1)], "2026-11-20T12:00:00.000Z")
    .map(({ frame }) => textOf(frame))
    .join(",")}]`;
  expect(compress(text).length).toBeLessThan((deflateRawSync(text).length * 2) / 3);
});

test("a text that is larger than it may be is not unpacked", () => {
  expect(() => decompress(compress("x".repeat(10_000)), 1000)).toThrow("larger than 1000 bytes");
});
