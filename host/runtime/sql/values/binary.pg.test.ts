import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../../../schema/decimal";
import { one, openDatabase } from "../__tests__/database";
import { addressBytes } from "./address";

const { db } = openDatabase();

/** PostgreSQL itself says what it understood of a parameter, and gives it back as a column. */
async function roundTrip(type: string, value: unknown): Promise<{ text: unknown; back: unknown }> {
  const text = await one(db, `select $1::${type}::text as v`, value);
  return { text, back: await one(db, `select ($1::text)::${type} as v`, text) };
}

const check = <T>(property: fc.IAsyncProperty<T>) => fc.assert(property, { numRuns: 60 });

describe("binary forms agree with PostgreSQL's own texts", () => {
  test("of numeric", () =>
    check(
      fc.asyncProperty(fc.stringMatching(/^-?\d{1,30}(\.\d{1,30})?$/), async (text) => {
        const canonical = Decimal.parse(text);
        const seen = await roundTrip("numeric", text);
        expect(Decimal.parse(seen.text as string)).toEqual(canonical);
        expect(seen.back).toEqual({ text: canonical.toString() });
      }),
    ));

  test("of timestamptz, to the millisecond", () =>
    check(
      fc.asyncProperty(
        fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        async (date) => {
          expect((await roundTrip("timestamptz", date)).back).toEqual(date);
        },
      ),
    ));

  test("of int8 and float8", () =>
    check(
      fc.asyncProperty(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), async (n, x) => {
        expect(await roundTrip("int8", n)).toEqual({ text: String(n), back: n });
        expect((await roundTrip("float8", x)).back).toBe(x === 0 ? 0 : x);
      }),
    ));

  test("of inet", () =>
    check(
      fc.asyncProperty(fc.oneof(fc.ipV4(), fc.ipV6()), async (address) => {
        const { text, back } = await roundTrip("inet", address);
        // Not as texts: PostgreSQL shows the end of some addresses with dots.
        expect(addressBytes(text as string, false)).toEqual(addressBytes(back as string, false));
      }),
    ));

  test("of text[] and jsonb", () =>
    check(
      fc.asyncProperty(
        fc.array(fc.option(fc.string({ unit: fc.constantFrom("a", '"', "\\", ",", "{", "é", "\n", " ") }))),
        async (list) => {
          expect((await roundTrip("text[]", list)).back).toEqual(list);
          expect((await roundTrip("jsonb", list)).back).toEqual(list);
        },
      ),
    ));
});

test.each([
  ["date", "0044-03-15", "0044-03-15"],
  ["date", "10000-01-01", "+10000-01-01"],
  ["date", "0044-03-15 BC", "-0043-03-15"],
  ["time", "24:00", "00:00:00"],
  ["time", "01:02:03.000456", "01:02:03.000456"],
  ["timestamp", "1969-12-31 23:59:59.9995", new Date(-1)],
  ["cidr", "::/0", "::/0"],
  ["inet", "::1:0", "::1:0"],
  ["inet", "::ffff:1.2.3.4", "::ffff:1.2.3.4"],
  ["inet", "1:0:0:2:0:0:0:3/64", "1:0:0:2::3/64"],
  ["int2vector", "1 2", [1, 2]],
  ["numeric", "0.00000012", { text: "1.2e-7" }],
])("a column of %s %j", async (type, text, expected) => {
  expect(await one(db, `select ($1::text)::${type} as v`, text)).toEqual(expected);
});

test("json that the genuine decoder cannot hold is refused with its complaint", async () => {
  await expect(one(db, "select '1e400'::jsonb as v")).rejects.toThrow(
    /^unable to parse column v: [^]*Error\("number out of range", line: 1, column: 401\)/,
  );
});
