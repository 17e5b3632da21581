import { expect, test } from "vitest";
import { parsePath } from "../resources/path";
import { pathsConflict } from "./routes";

const segments = (path: string) => parsePath(path, { file: "a.ts", line: 1, column: 1 });

test.each<[a: string, b: string, conflict: boolean]>([
  ["/a", "/a", true],
  ["/a", "/b", false],
  ["/a", "/a/b", false],
  ["/a/:x", "/a/:x", true],
  ["/a/:x", "/a/b", false],
  ["/a/:x", "/a/:x/b", false],
  ["/a/:x", "/a/:y", true],
  ["/a/:x/b", "/a/:y/c", false],
  ["/a/:x/b", "/a/:y/b", true],
  ["/a/:x", "/a/:y/b", false],
  ["/a:x", "/a:y", true],
  ["/a:x", "/a", false],
  ["/*x", "/", false],
  ["/a/*x", "/a/:y/b", true],
  ["/a/!x", "/a/!y", false],
  ["/a/:x", "/a/*x", true],
  ["/a/*x", "/a/b", false],
  ["/a/*x", "/a/*y", true],
  ["/a/!x", "/a/*x", false],
  ["/a/!x", "/a/!x", true],
  ["/a/b/:x", "/a/:y/c", false],
])("%s beside %s: conflict is %s", (a, b, conflict) => {
  expect(pathsConflict(segments(a), segments(b))).toBe(conflict);
  expect(pathsConflict(segments(b), segments(a))).toBe(conflict);
});
