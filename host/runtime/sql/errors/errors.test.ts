import { describe, expect, test } from "vitest";
import { columnError, wrongType } from "./column-error";
import { isStandardSqlState } from "./sql-states";
import { builtInName, typeDebug } from "./type-text";
import { printed } from "./rust-debug";

describe("the names of built-in types in error texts", () => {
  test.each([
    ["bpchar", "Bpchar"],
    ["_uuid", "UuidArray"],
    ["int4range", "Int4Range"],
    ["_int4range", "Int4RangeArray"],
    ["tsvector", "TsVector"],
    ["pg_lsn", "PgLsn"],
    ["nummultirange", "NummultiRange"],
  ])("%s is %s", (name, shown) => expect(builtInName(name)).toBe(shown));
});

test("a type of the application is shown with all that is known of it", () => {
  const mood = { oid: 99_999, name: "mood", schema: "app", kind: "enum", labels: ["calm", "busy"] } as const;
  expect(printed(typeDebug({ oid: 99_998, name: "_mood", schema: "app", kind: "array", of: mood }))).toBe(
    `Other(
    Other {
        name: "_mood",
        oid: 99998,
        kind: Array(
            Other(
                Other {
                    name: "mood",
                    oid: 99999,
                    kind: Enum(
                        [
                            "calm",
                            "busy",
                        ],
                    ),
                    schema: "app",
                },
            ),
        ),
        schema: "app",
    },
)`,
  );
});

test("a column that cannot be given says where and why", () => {
  const type = { oid: 1186, name: "interval", schema: "pg_catalog", kind: "simple" } as const;
  expect(columnError("age", 2, wrongType(type))).toMatch(
    /^unable to parse column age: Error \{\n {4}kind: FromSql\(\n {8}2,\n {4}\),\n {4}cause: Some\(\n {8}WrongType \{/,
  );
});

test("codes of PostgreSQL's list and codes of the application are told apart", () => {
  expect(["23505", "P0001", "HV00R"].every(isStandardSqlState)).toBe(true);
  expect(isStandardSqlState("LB001")).toBe(false);
});
