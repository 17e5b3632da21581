import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyPackages } from "./packages";

let root: string;
let output: string;
beforeEach(() => {
  const dir = mkdtempSync(join(tmpdir(), "lobby-packages-"));
  root = join(dir, "app");
  output = join(dir, "dist");
});
afterEach(() => rmSync(dirname(root), { recursive: true }));

/** A package at a place below the root, such as `node_modules/a`. */
function install(place: string, version: string, more: object = {}): void {
  mkdirSync(join(root, place), { recursive: true });
  writeFileSync(join(root, place, "package.json"), JSON.stringify({ version, ...more }));
}
const versionAt = (place: string): unknown =>
  (JSON.parse(readFileSync(join(output, place, "package.json"), "utf8")) as { version: string }).version;

test("what a package needs comes along, in the version that it gets, and nothing else", () => {
  install("node_modules/a", "1.0.0", { dependencies: { b: "^2" } });
  install("node_modules/a/node_modules/b", "2.0.0", { dependencies: { "@scope/c": "1" } });
  install("node_modules/b", "1.0.0");
  install("node_modules/@scope/c", "1.5.0", { peerDependencies: { a: "1" } });
  install("node_modules/unused", "1.0.0");
  expect(copyPackages(["a", "b"], root, output)).toEqual({ a: "1.0.0", b: "1.0.0" });
  expect(versionAt("node_modules/a/node_modules/b")).toBe("2.0.0");
  expect(versionAt("node_modules/b")).toBe("1.0.0");
  expect(versionAt("node_modules/@scope/c")).toBe("1.5.0");
  expect(existsSync(join(output, "node_modules/unused"))).toBe(false);
});

test("optional packages for other platforms may be missing, others may not", () => {
  install("node_modules/native", "1.0.0", { optionalDependencies: { "native-here": "1", "native-there": "1" } });
  install("node_modules/native-here", "1.0.0");
  copyPackages(["native"], root, output);
  expect(versionAt("node_modules/native-here")).toBe("1.0.0");
  install("node_modules/broken", "1.0.0", { dependencies: { gone: "1" } });
  expect(() => copyPackages(["broken"], root, output)).toThrow(/gone, which .*broken needs, is not installed/);
});

test("links between the files of a package stay links, so that the folder can be moved", () => {
  install("node_modules/lib", "1.0.0");
  writeFileSync(join(root, "node_modules/lib/lib.so.1"), "");
  symlinkSync("lib.so.1", join(root, "node_modules/lib/lib.so"));
  copyPackages(["lib"], root, output);
  expect(lstatSync(join(output, "node_modules/lib/lib.so")).isSymbolicLink()).toBe(true);
});
