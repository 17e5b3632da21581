import { describe, expect, test } from "vitest";
import { isEmail } from "./email";
import { Num } from "./num";
import { checksOf } from "./rules";

describe("a rule", () => {
  test("counts a text in bytes and an array in items", () => {
    const { strict } = checksOf({ rule: "maxLen", value: 5 });
    expect(strict("üüü")).toBe("length too long (got 6, expected at most 5)");
    expect(strict(["üüü"])).toBeNull();
  });

  test("meets a whole number with its bound cut off, and a float with the bound as it is", () => {
    const { strict } = checksOf({ rule: "min", value: 0.5 });
    expect(strict(0)).toBeNull();
    expect(strict(new Num(0, true))).toBe("value must be at least 0.5 (got 0.0)");
    expect(strict(new Num(-9007199254740993n, false))).toBe("value must be at least 0.5 (got -9007199254740993)");
  });

  test("inside a union of objects lets any text start and end as it likes", () => {
    const { strict, loose } = checksOf({ rule: "startsWith", value: "q" });
    expect(strict("no")).toBe('value does not start with "q"');
    expect(loose("no")).toBeNull();
  });

  test("takes expressions that would take for ever elsewhere", () => {
    const { strict } = checksOf({ rule: "matches", value: "^(a+)+$" });
    expect(strict(`${"a".repeat(50)}!`)).toBe('value does not match the regexp "^(a+)+$"');
  });

  test("of several alternatives reports the first", () => {
    const { strict } = checksOf({
      rule: "any",
      of: [
        { rule: "is", value: "email" },
        { rule: "is", value: "url" },
      ],
    });
    expect(strict("https://a.b")).toBeNull();
    expect(strict("nope")).toBe("value is not an email");
  });
});

describe("an address", () => {
  test.each(["a@b", "a+tag@b.co", '"a b"@c.de', "ü@bücher.de", "a@[127.0.0.1]", `${"a".repeat(64)}@b.co`])(
    "%s is one",
    (address) => expect(isEmail(address)).toBe(true),
  );
  test.each([
    "",
    "nope",
    "a@b@c.d",
    "Ann <a@b.co>",
    " a@b.co",
    "a..b@c.de",
    ".a@b.co",
    "a@b.co.",
    "a@-b.co",
    "@b.co",
    "a@",
    `${"a".repeat(65)}@b.co`,
  ])("%j is none", (address) => expect(isEmail(address)).toBe(false));
});
