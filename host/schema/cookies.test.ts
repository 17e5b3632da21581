import { expect, test } from "vitest";
import { setCookieText } from "./cookies";
import type { PlacedField } from "./places";

const field = { name: "sid", wireName: "sid" } as PlacedField;

test.each([
  [{}, "cookie requires a value"],
  [{ value: "v", path: 5 }, "cookie field path must be a string"],
  [{ value: "v", path: null }, "cookie field path must be a string"],
  [{ value: "v", secure: "yes" }, "cookie field secure must be a boolean"],
  [{ value: "v", expires: "soon" }, "cookie field expires must be a datetime"],
  [{ value: "v", maxAge: "5" }, "cookie field maxAge must be an integer"],
  [{ value: "v", maxAge: 1.5 }, "cookie field {} must be an integer"],
  [{ value: "v", sameSite: 5 }, "cookie field sameSite must be a string"],
  [{ value: "v", sameSite: "lax" }, "cookie field sameSite must be one of Lax, Strict or None"],
])("%j is refused, and the caller is told why", (cookie, reason) => {
  expect(() => setCookieText(field, cookie)).toThrow(
    expect.objectContaining({
      code: "invalid_argument",
      message: `couldn't parse response: InvalidArg, ${reason}`,
    }),
  );
});
