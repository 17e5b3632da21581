import { expect, test } from "vitest";
import { LogLevel } from "../enums";
import { Request } from "../request";
import { HostLog, type LevelName } from "./host-log";
import { Logger } from "./logger";

function log(level: LevelName, format: "json" | "pretty" = "json") {
  const lines: string[] = [];
  return { lines, log: new HostLog(level, format, (text) => lines.push(...text.trimEnd().split("\n"))) };
}

test("a line is one JSON object with its keys in alphabetical order", async () => {
  const made = log("info");
  made.log.write("info", "hello", { zebra: 1, ant: 2n });
  await made.log.flushed();
  expect(made.lines).toHaveLength(1);
  expect(Object.keys(JSON.parse(made.lines[0]!) as object)).toEqual(["ant", "level", "message", "time", "zebra"]);
  expect(JSON.parse(made.lines[0]!)).toMatchObject({ ant: "2", level: "info", message: "hello" });
});

test("lines below the level are not written", async () => {
  const made = log("warn");
  made.log.write("info", "quiet");
  made.log.write("warn", "loud");
  await made.log.flushed();
  expect(made.lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(["loud"]);
});

test("fields that JSON cannot hold do not break the line", async () => {
  const made = log("info");
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  made.log.write("info", "looped", { loop });
  await made.log.flushed();
  expect((JSON.parse(made.lines[0]!) as { loop: string }).loop).toContain("[Circular");
});

test("the application's logger adds the running request and the error", async () => {
  const made = log("trace");
  const request = new Request({
    payload: null,
    auth: { userID: "ann" },
    trace: { traceId: "t", spanId: "s" },
    log: { service: "guest", endpoint: "arrive" },
    meta: () => ({}),
  });
  new Logger(made.log)
    .with({ desk: 4 })
    .log(request, LogLevel.Error, "failed", new Error("why"), undefined, { guest: "g" });
  await made.log.flushed();
  expect(JSON.parse(made.lines[0]!)).toMatchObject({
    desk: 4,
    endpoint: "arrive",
    error: "why",
    guest: "g",
    level: "error",
    message: "failed",
    service: "guest",
    span_id: "s",
    stack: expect.arrayContaining([expect.objectContaining({ file: "host/runtime/logger/host-log.test.ts" })]),
    trace_id: "t",
    uid: "ann",
  });
});

test("fields of the application are printed as they cross to the genuine runtime", async () => {
  const made = log("trace");
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  const trap = {
    get value(): never {
      throw new Error("trap");
    },
  };
  const fields = {
    trap,
    at: new Date(0),
    gone: undefined,
    nothing: null,
    run: () => 1,
    error: new Error("x"),
    loop,
    big: 2n,
  };
  new Logger(made.log).with({ map: new Map([[1, 2]]) }).log(null, LogLevel.Info, "odd", undefined, undefined, fields);
  await made.log.flushed();
  const line = JSON.parse(made.lines[0]!) as object;
  expect(line).not.toHaveProperty("gone");
  expect(line).toMatchObject({
    at: "1970-01-01T00:00:00Z",
    nothing: null,
    run: "Function",
    trap: "Object",
    error: {},
    loop: "Object",
    big: "2",
    map: {},
  });
});

test("on a terminal a line starts with time, level and message, and ids are left out", async () => {
  const made = log("info", "pretty");
  made.log.write("warn", "late", { service: "guest", trace_id: "t", list: [1] });
  await made.log.flushed();
  expect(made.lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WAR late service=guest list=\[ 1 \]$/);
});
