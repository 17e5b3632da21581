import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RuntimeConfig } from "../config";
import { HostLog } from "../logger/host-log";
import { HostMetrics } from "../metrics/host-metrics";
import { Bucket } from "./bucket";
import { ObjectDoor } from "./door";
import { type SignedMethod, signedUrl } from "./signed-url";
import { ObjectStorage } from "./storage";

const at = { file: "shelf.ts", line: 1, column: 1 };
const buckets = [
  { name: "papers", public: false, versioned: false, at },
  { name: "posters", public: true, versioned: false, at },
];
const metrics = new HostMetrics();
const log = new HostLog("error", "json");
let dir: string;
let server: Server;
let storage: ObjectStorage;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "object-door-"));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(dir, { recursive: true, force: true });
});

/** Serves the directory as a process in that profile would. */
async function open(profile: RuntimeConfig["profile"]): Promise<void> {
  server = createServer((request, response) => void door.serve(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/__objects`;
  storage = new ObjectStorage({ dir, baseUrl }, profile, buckets, { log, metrics });
  const door = new ObjectDoor(storage);
}

function upload(bucket: string, name: string, data: string | Buffer, contentType = "text/plain"): Promise<unknown> {
  return new Bucket(storage, bucket).object(name).upload(Buffer.from(data), { contentType });
}

async function signed(method: SignedMethod, name: string, ttl = 60, now = new Date()): Promise<string> {
  return signedUrl(await storage.key(), { baseUrl: storage.baseUrl, bucket: "papers", name, method, ttl }, now);
}

async function outcome(url: string, init?: RequestInit): Promise<[number, string]> {
  const answer = await fetch(url, init);
  return [answer.status, await answer.text()];
}

describe("in an image", () => {
  beforeEach(() => open("image"));

  test("a private object is read with its signed URL, by GET and HEAD", async () => {
    await upload("papers", "a b", "hello");
    const url = await signed("GET", "a b");
    const [got, head] = [await fetch(url), await fetch(url, { method: "HEAD" })];
    expect([got.status, await got.text(), got.headers.get("content-type")]).toEqual([200, "hello", "text/plain"]);
    expect([head.status, await head.text(), head.headers.get("content-length")]).toEqual([200, "", "5"]);
    expect(got.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("and not without one, nor with one for something else", async () => {
    await upload("papers", "a", "secret");
    const url = await signed("GET", "a");
    const query = url.slice(url.indexOf("?"));
    const unsigned = [403, "the object is private: it needs a signed URL\n"];
    const wrong = [403, "the signature is not valid for this object and method\n"];
    expect(await outcome(`${storage.baseUrl}/papers/a`)).toEqual(unsigned);
    expect(await outcome(`${storage.baseUrl}/papers/missing`)).toEqual(unsigned);
    expect(await outcome(`${storage.baseUrl}/papers/b${query}`)).toEqual(wrong);
    expect(await outcome(url.replace("Expires=60", "Expires=61"))).toEqual(wrong);
    expect(await outcome(url.replace(/Signature=./, "Signature=g"))).toEqual(wrong);
    expect(await outcome(url, { method: "PUT", body: "x" })).toEqual(wrong);
    expect(await outcome(await signed("PUT", "a"))).toEqual(wrong);
  });

  test("a signed URL ends, half a minute late because clocks differ", async () => {
    await upload("papers", "a", "x");
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
    expect(await outcome(await signed("GET", "a", 60, ago(80)))).toEqual([200, "x"]);
    expect(await outcome(await signed("GET", "a", 60, ago(100)))).toEqual([400, "URL is expired\n"]);
    expect(await outcome(await signed("GET", "a", 60, ago(-100)))).toEqual([
      400,
      "URL expiration base date is in the future\n",
    ]);
  });

  test("another process on the same directory takes the URL too", async () => {
    await upload("papers", "a", "x");
    const url = new URL(await signed("GET", "a"));
    server.close();
    await open("image");
    url.port = new URL(storage.baseUrl).port;
    expect(await outcome(url.href)).toEqual([200, "x"]);
  });

  test("a public object is read without a signature and not written", async () => {
    await upload("posters", "a", "look");
    expect(await outcome(`${storage.baseUrl}/posters/a`)).toEqual([200, "look"]);
    expect(await outcome(`${storage.baseUrl}/posters/a`, { method: "PUT", body: "x" })).toEqual([
      400,
      'missing or empty query param "x-goog-signature"\n',
    ]);
  });
});

describe("under encore run", () => {
  beforeEach(() => open("run"));

  test("this machine reads private objects without a signature, and pages of other sites do not", async () => {
    await upload("papers", "a", "x");
    const url = `${storage.baseUrl}/papers/a`;
    expect(await outcome(url)).toEqual([200, "x"]);
    expect(await outcome(url, { headers: { origin: "http://localhost:5173" } })).toEqual([200, "x"]);
    expect((await outcome(url, { headers: { origin: "https://evil.example" } }))[0]).toBe(403);
    expect(await outcome(await signed("GET", "a"), { headers: { origin: "https://app.example" } })).toEqual([200, "x"]);
  });

  test("a signature is not verified, only that it is there and has not ended", async () => {
    await upload("papers", "a", "x");
    const url = (await signed("GET", "a")).replace(/Signature=\w+/, "Signature=0");
    expect(await outcome(url)).toEqual([200, "x"]);
    expect(await outcome(url.replace(/&X-Goog-Date=[^&]*/, ""))).toEqual([
      400,
      'missing or empty query param "x-goog-date"\n',
    ]);
    expect(await outcome(url.replace(/Date=[^&]*/, "Date=20200101T000000Z"))).toEqual([400, "URL is expired\n"]);
  });
});

describe("what is sent", () => {
  beforeEach(() => open("image"));

  test.each([
    ["bytes=1-3", 206, "ell", "bytes 1-3/5"],
    ["bytes=3-", 206, "lo", "bytes 3-4/5"],
    ["bytes=-2", 206, "lo", "bytes 3-4/5"],
    ["bytes=9-", 416, "", "bytes */5"],
    ["bytes=0-0,2-2", 200, "hello", null],
  ])("for %s is a range: %i", async (range, status, body, contentRange) => {
    await upload("posters", "a", "hello");
    const answer = await fetch(`${storage.baseUrl}/posters/a`, { headers: { range } });
    expect([answer.status, await answer.text(), answer.headers.get("content-range")]).toEqual([
      status,
      body,
      contentRange,
    ]);
  });

  test("is nothing new to who has it, and whole to who has a part of another version", async () => {
    await upload("posters", "a", "hello");
    const url = `${storage.baseUrl}/posters/a`;
    const etag = (await fetch(url)).headers.get("etag")!;
    expect(await outcome(url, { headers: { "if-none-match": etag } })).toEqual([304, ""]);
    const resume = (ifRange: string) => outcome(url, { headers: { range: "bytes=1-", "if-range": ifRange } });
    expect([await resume(etag), await resume('"other"')]).toEqual([
      [206, "ello"],
      [200, "hello"],
    ]);
  });

  test.each([
    ["text/html", "sandbox"],
    ["image/svg+xml", "sandbox"],
    ["multipart/x-mixed-replace; boundary=x", "sandbox"],
    ["application/pdf, text/html", "sandbox"],
    ["application/pdf", null],
  ])("as %s cannot act as a page of the application", async (contentType, policy) => {
    await upload("posters", "a", "<script>", contentType);
    const { headers } = await fetch(`${storage.baseUrl}/posters/a`);
    expect([headers.get("content-security-policy"), headers.get("x-content-type-options")]).toEqual([
      policy,
      "nosniff",
    ]);
  });

  test("never lies outside of the bucket", async () => {
    await storage.key();
    for (const path of [
      "papers/..%2F.signing-key",
      "..%2Fpapers/a",
      ".%2e/.signing-key",
      "posters/%2Fetc%2Fpasswd",
      "posters/",
    ])
      expect(await outcome(`${storage.baseUrl}/${path}`)).toEqual([404, "object not found\n"]);
  });

  test("to a preflight allows uploads from pages of any origin", async () => {
    const { status, headers } = await fetch(`${storage.baseUrl}/papers/a`, { method: "OPTIONS" });
    expect([status, headers.get("access-control-allow-origin"), headers.get("access-control-allow-methods")]).toEqual([
      200,
      "*",
      "PUT, GET, HEAD",
    ]);
  });
});

describe("an upload", () => {
  beforeEach(() => open("image"));

  test("of many bytes arrives as it was sent", { timeout: 30_000 }, async () => {
    const body = randomBytes(20 << 20);
    const sent = await fetch(await signed("PUT", "big"), { method: "PUT", body, headers: { "content-type": "a/b" } });
    expect(sent.status).toBe(200);
    const got = await fetch(await signed("GET", "big"));
    const sum = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
    expect(got.headers.get("content-type")).toBe("a/b");
    expect(got.headers.get("etag")).toBe(sent.headers.get("etag"));
    expect(sum(new Uint8Array(await got.arrayBuffer()))).toBe(sum(body));
  });

  test("that breaks off changes nothing and leaves nothing", async () => {
    await upload("papers", "a", "whole");
    const { host, port, pathname, search } = new URL(await signed("PUT", "a"));
    const client = connect(Number(port), "127.0.0.1");
    client.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\nhalf`);
    const drafts = () => readdir(join(dir, ".drafts"));
    await vi.waitFor(async () => expect(await drafts()).toHaveLength(1));
    client.destroy();
    await vi.waitFor(async () => expect(await drafts()).toEqual([]));
    expect(await outcome(await signed("GET", "a"))).toEqual([200, "whole"]);
  });

  test("and every other request is counted by bucket, method and status", async () => {
    await outcome(await signed("PUT", "counted"), { method: "PUT", body: "x" });
    await outcome(`${storage.baseUrl}/papers/counted`);
    await outcome(`${storage.baseUrl}/no-such-bucket/a`, { method: "DELETE" });
    const { samples } = metrics.objectRequests.family();
    const labels = samples.map((sample) => sample.labels);
    expect(labels).toContainEqual({ bucket: "papers", method: "PUT", status: "200" });
    expect(labels).toContainEqual({ bucket: "papers", method: "GET", status: "403" });
    expect(labels).toContainEqual({ bucket: "", method: "", status: "404" });
  });

  test("with another method is none", async () => {
    expect(await outcome(await signed("PUT", "a"), { method: "POST", body: "x" })).toEqual([
      405,
      "method not allowed\n",
    ]);
  });
});
