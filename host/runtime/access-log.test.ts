import { expect, test } from "vitest";
import { AccessLog } from "./access-log";
import { HostLog } from "./logger/host-log";
import { HostMetrics } from "./metrics/host-metrics";
import { Request } from "./request";
import { newTrace } from "./trace";

/** Code of the completion line, and the complaint before it. */
async function loggedFor(status: number): Promise<[code: unknown, failed: unknown]> {
  let text = "";
  const log = new HostLog("info", "json", (part) => (text += part));
  const request = new Request({
    payload: {},
    trace: newTrace(),
    log: { service: "files", endpoint: "download" },
    meta: () => ({}),
  });
  const metrics = new HostMetrics();
  await new AccessLog(log, metrics).around(
    request,
    () => {},
    () => status,
  );
  await log.flushed();
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const line = (message: string) => lines.find((each) => each["message"] === message);
  return [line("request completed")?.["code"], line("request failed")?.["error"]];
}

test.each([
  [200, "ok", undefined],
  [204, "http_204", undefined],
  [304, "http_304", undefined],
  [404, "not_found", "Not Found"],
  [409, "already_exists", "Conflict"],
  [418, "http_418", "I'm a Teapot"],
  [500, "internal", "Internal Server Error"],
  [599, "http_599", "HTTP 599"],
])("an answer of a raw endpoint with status %i is logged as %s", async (status, code, failed) => {
  expect(await loggedFor(status)).toEqual([code, failed]);
});
