import { describe, expect, test } from "vitest";
import { encodeParam } from "./encode-parameter";
import { takeParam } from "./param";
import { KNOWN_TYPES, type PgType } from "./pg-type";

const known = (name: string): PgType => [...KNOWN_TYPES.values()].find((type) => type.name === name)!;
const encode = (type: PgType | string, value: unknown) =>
  encodeParam(typeof type === "string" ? known(type) : type, takeParam(value));
const hex = (type: PgType | string, value: unknown) => encode(type, value)?.toString("hex");
const own = (more: Partial<PgType>): PgType => ({
  oid: 99_999,
  name: "own",
  schema: "public",
  kind: "simple",
  ...more,
});

describe("a parameter is refused where the driver refuses it", () => {
  test.each([
    ["int4", "5", "string not supported for column of type int4"],
    ["int4", true, "bool not supported for column of type int4"],
    ["int4", 5.5, "number 5.5 is not an i32"],
    ["int4", 3_000_000_000, "out of range integral type conversion attempted"],
    ["int4", 1e21, "number 1000000000000000000000 is not an i32"],
    ["int8", 10n ** 20n, "Cannot convert decimal to INT8"],
    ["oid", -1, "out of range integral type conversion attempted"],
    ["oid", -1.5, "number -1.5 is not an u32"],
    ["float8", 2n ** 53n + 1n, "Cannot convert decimal to FLOAT8"],
    ["text", { a: 1 }, "object not supported for column of type text"],
    ["text", ["a"], "expected array type"],
    ["_int4", [[1]], "expected array type"],
    ["_int4", ["1"], "string not supported for column of type int4"],
    ["numeric", "NaN", "Failed to parse decimal from string: NaN"],
    ["numeric", new Date(0), "unsupported type for DateTime: numeric"],
    ["date", "2024-02-30", "input is out of range"],
    ["date", "2024-01-01T00:00:00", "trailing input"],
    ["time", "24:00:00", "input is out of range"],
    ["timestamp", "2024-01-02T03:04", "premature end of input"],
    ["time", "12:34:56 ", "trailing input"],
    ["uuid", "{11111111222233334444555555555555}", "unable to parse uuid"],
    ["cidr", "10.0.0.1/8", "unable to parse cidr"],
    ["inet", "fe80::1%eth0", "unable to parse inet"],
  ])("%s from %o: %s", (type, value, complaint) => expect(() => encode(type, value)).toThrow(complaint));

  test("a numeric has no more digits than its binary form can say", () => {
    for (const text of ["9".repeat(140_000), `0.${"9".repeat(70_000)}`])
      expect(() => encode("numeric", text)).toThrow("numeric out of range");
  });

  test("types without a conversion are named with their schema", () => {
    expect(() => encode(own({ schema: "app" }), "x")).toThrow("and the Postgres type `app.own`");
    expect(() => encode(own({ kind: "domain", of: known("text") }), "x")).toThrow("the Postgres type `own`");
  });
});

describe("a parameter is written", () => {
  test.each([
    ["int2", -2, "fffe"],
    ["int8", 2 ** 53, "0020000000000000"],
    ["float4", 0.1, "3dcccccd"],
    ["float8", -0, "0000000000000000"],
    ["float8", 5n, "4014000000000000"],
    ["text", 1_700_000_000_000, Buffer.from("1700000000000.0").toString("hex")],
    ["jsonb", null, Buffer.from("\u0001null").toString("hex")],
    ["json", [1, { d: new Date(0) }], Buffer.from('[1,{"d":"1970-01-01T00:00:00Z"}]').toString("hex")],
    ["uuid", "{11111111-2222-3333-4444-555555555555}", "11111111222233334444555555555555"],
    ["timestamp", "2000-01-01T00:00:01.5 ", "000000000016e360"],
    ["cidr", "ffff::/16", "03100110ffff0000000000000000000000000000"],
    ["timestamptz", "2000-01-01T00:00:00.000001Z", "0000000000000001"],
    ["numeric", "-10000.00010", "0003000140000004000100000001"],
    ["int4", new Uint16Array([1, 2]), "01000200"],
  ])("%s from %o as %s", (type, value, bytes) => expect(hex(type, value)).toBe(bytes));

  test("as its raw bytes, when a number meets a type that takes none", () => {
    expect(hex("bool", 1)).toBe("0000000000000001");
    expect(hex(own({ kind: "enum" }), 0.5)).toBe("3fe0000000000000");
  });

  test("into a vector from numbers or from their text", () => {
    const vector = own({ name: "vector" });
    expect(hex(vector, [1, 2])).toBe("000200003f80000040000000");
    expect(hex(vector, "[1, 2]")).toBe(hex(vector, [1, 2]));
    expect(() => encode(vector, ["1"])).toThrow("vector element must be a number");
  });

  test("as it was when it was handed over", () => {
    const [list, bytes] = [[{ a: 1 }], Buffer.from("a")];
    const params = [takeParam(list), takeParam(bytes)] as const;
    list[0]!.a = 2;
    bytes.fill("b");
    expect(encodeParam(known("json"), params[0])?.toString()).toBe('[{"a":1}]');
    expect(encodeParam(known("bytea"), params[1])?.toString()).toBe("a");
  });
});

test("values that cannot cross are refused before anything is sent", () => {
  const deep = Array.from({ length: 128 }).reduce((inner) => [inner], null);
  expect(() => takeParam([deep])).toThrow("maximum nesting depth of 128");
  expect(() => takeParam(Number.NaN)).toThrow("Failed to convert js number");
  expect(() => takeParam([undefined])).toThrow("undefined cannot be represented");
});
