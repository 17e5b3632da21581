import { isAbsolute, join, normalize, sep } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entriesOf, objectName, objectPath, prefixPath } from "./object-path";

/** Names of every kind: paths with dots, long ones, other scripts, controls. */
const names = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom("a", "A", "/", ".", "..", "~", "_", "-", "+", "é", "\0", "\\", ":"),
    maxLength: 200,
  }),
  fc
    .array(fc.constantFrom("..", ".", "", "a", "x".repeat(63), "x".repeat(64), "x".repeat(65)), { maxLength: 8 })
    .map((parts) => parts.join("/")),
);
const compareBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe("the path of an object", () => {
  test("never leaves its bucket", () => {
    fc.assert(
      fc.property(names, (name) => {
        const path = objectPath(name);
        for (const entry of path) expect(entry).toMatch(/^[-0-9a-z.+_~]*\.[ofc]$/);
        const joined = join("/bucket", ...path);
        expect(normalize(joined)).toBe(joined);
        expect(joined.startsWith(`${sep}bucket${sep}`)).toBe(true);
        expect(isAbsolute(path.join(sep))).toBe(false);
        expect(Math.max(...path.map((entry) => entry.length))).toBeLessThan(200);
      }),
    );
  });

  test("gives its name back, so that two names never share a path", () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(objectName(objectPath(name))).toBe(name);
      }),
    );
  });

  test("does not depend on upper and lower case", () => {
    expect(objectPath("A/b")).not.toEqual(objectPath("a/B"));
    expect(objectPath("Report.PDF")).toEqual(["_52eport.e_50_44_46.o"]);
  });
});

/** Lists names through the entries of their folders, as the store does. */
function listed(all: readonly string[], prefix: string): string[] {
  const paths = all.map(objectPath);
  const below = (folders: readonly string[], begin: string): string[] => {
    const inside = paths
      .filter((path) => folders.every((folder, i) => path[i] === folder))
      .map((path) => path[folders.length]);
    const files = [...new Set(inside.filter((file) => file !== undefined))];
    return entriesOf(files, begin).flatMap(({ kind, entry }) =>
      kind === "object" ? [objectName([...folders, entry])] : below([...folders, entry], ""),
    );
  };
  const { folders, begin } = prefixPath(prefix);
  return below(folders, begin);
}

test("a listing finds the names with a prefix, in the order of their bytes", () => {
  fc.assert(
    fc.property(fc.uniqueArray(names, { maxLength: 20 }), names, fc.nat(80), (all, other, length) => {
      for (const prefix of ["", other.slice(0, 2), Buffer.from((all[0] ?? "").slice(0, length)).toString()]) {
        const expected = all.filter((name) => Buffer.from(name).indexOf(prefix) === 0).sort(compareBytes);
        expect(listed(all, prefix)).toEqual(expected);
      }
    }),
  );
});

test("files that are no objects are left out", () => {
  expect(entriesOf(["a.o", "README.md", ".DS_Store"], "").map(({ entry }) => entry)).toEqual(["a.o"]);
});
