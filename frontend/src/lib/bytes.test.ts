import { expect, test } from "vitest";
import { formatBytes } from "./bytes";

test.each([
  [0, "0 byte"],
  [900, "900 byte"],
  [1536, "1.5 kB"],
  [20 * 1024 * 1024, "20 MB"],
  [3 * 1024 ** 3, "3 GB"],
])("%i bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes, "en")).toBe(text);
});
