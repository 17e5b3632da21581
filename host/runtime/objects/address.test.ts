import fc from "fast-check";
import { expect, test } from "vitest";
import { objectAt, objectUrl } from "./address";
import { nameRefusal } from "./names";

const base = "http://127.0.0.1:4000/__objects";

test("the address of an object is readable, and escapes what an address cannot hold", () => {
  expect(objectUrl(base, "posters", "dir/poster one.txt")).toBe(`${base}/posters/dir/poster%20one.txt`);
  expect(objectUrl(base, "posters", "q?x=1#y&z+%")).toBe(`${base}/posters/q%3Fx=1%23y&z+%25`);
  expect(objectUrl(base, "posters", "é`{}\\")).toBe(`${base}/posters/%C3%A9%60%7B%7D%5C`);
});

test("dots that an address would swallow are kept", () => {
  expect(new URL(objectUrl(base, "posters", "a/../b")).pathname).toBe("/__objects/posters/a%2F..%2Fb");
});

test("an address leads back to its object, whatever name it may have", () => {
  const names = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("a", "/", ".", "..", "%", "%2e", "\\", "?", "#", "\t", "\n", " ", "é") }),
  );
  fc.assert(
    fc.property(
      names.filter((name) => nameRefusal(name) === null),
      (name) => {
        const { pathname } = new URL(objectUrl(base, "posters", name));
        expect(objectAt(pathname)).toEqual({ bucket: "posters", name });
      },
    ),
  );
});

test.each(["/__objects/posters", "/__objects/", "/__objects", "/posters/a", "/__objects/posters/%zz"])(
  "%s is no address of an object",
  (pathname) => expect(objectAt(pathname)).toBeNull(),
);
