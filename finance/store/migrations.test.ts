import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test.each(["outbox", "idempotency"])(
  "the first migration holds the tables of platform/%s.sql word for word",
  (part) => {
    expect(read("./migrations/1_finance.up.sql")).toContain(read(`../../platform/${part}.sql`));
  },
);
