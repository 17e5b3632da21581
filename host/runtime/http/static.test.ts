import { once } from "node:events";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Endpoint } from "../../model/app";
import { refusalOf } from "../../schema/thrown-error";
import { serveStatic } from "./static";

type Files = NonNullable<Endpoint["static"]>;
let root: string;
let server: Server;
let files: Files;
const plain: Files = { dir: "site", headers: {} };
const page: Files = { ...plain, notFound: "none.html" };
const app: Files = { ...page, notFoundStatus: 200 };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lobby-static-"));
  await mkdir(join(root, "site/sub"), { recursive: true });
  await writeFile(join(root, "site/ten.txt"), "0123456789");
  await writeFile(join(root, "site/with space.txt"), "spaced");
  await writeFile(join(root, "site/stamped.txt"), "stamped");
  await utimes(join(root, "site/stamped.txt"), 0, 0);
  await writeFile(join(root, "secret.txt"), "secret");
  await writeFile(join(root, "none.html"), "nothing here");
  server = createServer((incoming, response) => {
    const exchange = { request: incoming, response, extra: [] };
    serveStatic(files, root, decodeURIComponent(incoming.url!.slice(1)), exchange).catch((thrown: unknown) =>
      response.writeHead(404).end(refusalOf(thrown).message),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  server.close();
  await rm(root, { recursive: true });
});

async function get(of: Files, path: string, headers: Record<string, string | string[]> = {}) {
  files = of;
  const { port } = server.address() as AddressInfo;
  const asked = request({ port, host: "127.0.0.1", path: `/${encodeURIComponent(path)}`, headers, agent: false }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const PAST = "Mon, 01 Jan 2001 00:00:00 GMT";
const FUTURE = "Fri, 01 Jan 2100 00:00:00 GMT";

describe("conditions", () => {
  test.each([
    ["If-Modified-Since", FUTURE, 304],
    ["If-Modified-Since", "Friday, 01-Jan-49 00:00:00 GMT", 304],
    ["If-Modified-Since", "Fri Jan  1 00:00:00 2100", 304],
    ["If-Modified-Since", "2100-01-01T00:00:00Z", 200],
    ["If-Modified-Since", PAST, 200],
    ["If-Unmodified-Since", PAST, 412],
    ["If-Unmodified-Since", FUTURE, 200],
    ["If-None-Match", "*", 200],
  ])("%s: %s gives %i", async (name, value, status) => {
    expect((await get(plain, "ten.txt", { [name]: value })).status).toBe(status);
  });

  test("a range that cannot be had goes before an unmodified file", async () => {
    const answer = await get(plain, "ten.txt", { "If-Modified-Since": FUTURE, Range: "bytes=20-" });
    expect(answer).toMatchObject({ status: 416, headers: { "content-range": "bytes */10" } });
    expect(answer.headers).not.toHaveProperty("last-modified");
  });

  test.each(['"tag"', PAST, FUTURE])("If-Range: %s is never certain, so the whole file comes", async (value) => {
    expect(await get(plain, "ten.txt", { "If-Range": value, Range: "bytes=0-3" })).toMatchObject({
      status: 200,
      body: "0123456789",
    });
  });

  test.each([
    [["bytes=0-0", "bytes=2-3"], 206, "0"],
    [["x", "bytes=2-3"], 416, ""],
    [["bytes=\xe9"], 200, "0123456789"],
  ])("of the ranges %j only the first counts, if it is text", async (range, status, body) => {
    expect(await get(plain, "ten.txt", { Range: range })).toMatchObject({ status, body });
  });

  test("a time that was stamped on is none", async () => {
    const answer = await get(plain, "stamped.txt", { "If-Modified-Since": FUTURE });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty("last-modified");
  });

  test("a time that the application sets stands alone", async () => {
    const own = { ...plain, headers: { "Last-Modified": [PAST] } };
    const answer = await get(own, "ten.txt", { "If-Modified-Since": FUTURE });
    expect(answer).toMatchObject({ status: 200, headers: { "last-modified": PAST } });
  });
});

describe("where nothing is found", () => {
  test("an error page is whole and without a time, whatever the request asks for", async () => {
    const answer = await get(page, "nope", { Range: "bytes=0-3", "If-Modified-Since": FUTURE });
    expect(answer).toMatchObject({ status: 404, body: "nothing here" });
    expect(answer.headers).not.toHaveProperty("last-modified");
  });

  test("the page of an application that routes for itself is a file like any other", async () => {
    expect(await get(app, "nope", { Range: "bytes=0-3" })).toMatchObject({ status: 206, body: "noth" });
    expect((await get(app, "nope", { "If-Modified-Since": FUTURE })).status).toBe(304);
  });

  test.each([{ Range: "bytes=99-" }, { Range: "gzip" }, { Range: "bytes=0-0,2-3" }, { "If-Unmodified-Since": PAST }])(
    "and one that does not exist when it cannot be had: %j",
    async (headers) => {
      expect(await get(app, "nope", headers)).toMatchObject({ status: 404, body: "file not found" });
    },
  );

  test.each([
    ["there is no page", { ...plain, notFound: "missing.html" }, {}],
    ["a condition forbids it", page, { "If-Unmodified-Since": PAST }],
  ])("%s", async (_name, of, headers) => {
    expect(await get(of, "nope", headers)).toMatchObject({ status: 404, body: "file not found" });
  });
});

describe("a path that was decoded is read as an address", () => {
  test.each([
    ["ten.txt#", "0123456789"],
    ["ten.txt#a b", "0123456789"],
    ["ten.txt?a#b", "0123456789"],
    ["#", "file not found"],
    ['ten.txt?"', "invalid file path: invalid uri character"],
    ["ten.txt`", "invalid file path: invalid uri character"],
    ["te n.txt#", "invalid file path: invalid uri character"],
  ])("%s", async (path, body) => {
    expect((await get(plain, path)).body).toBe(body);
  });

  test.each([
    ["sub", "/sub/"],
    ["sub?", "/sub/?"],
    ["sub?a=b#c", "/sub/?a=b"],
  ])("%s is redirected to %s", async (path, location) => {
    expect(await get(plain, path)).toMatchObject({ status: 307, headers: { location } });
  });
});

describe("escapes that are left in a path are decoded once more", () => {
  test.each([
    ["with%20space.txt", "spaced"],
    ["%74en.txt", "0123456789"],
    ["ten.txt?x=1", "0123456789"],
    ["./sub/../../secret.txt", "file not found"],
    ["%2e%2e/secret.txt", "file not found"],
    ["%2Fsecret.txt", "file not found"],
    ["%ff", "file not found"],
    ["ten.txt%00", "file not found"],
  ])("%s", async (path, body) => {
    expect((await get(plain, path)).body).toBe(body);
  });
});
