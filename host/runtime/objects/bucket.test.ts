import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ObjectErrorKind } from "../enums";
import { HostLog } from "../logger/host-log";
import { HostMetrics } from "../metrics/host-metrics";
import type { ListEntry, ListIterator, ObjectAttrs } from "./attributes";
import { Bucket } from "./bucket";
import { ObjectStorage } from "./storage";
import { TypedObjectError } from "./typed-error";

const at = { file: "shelf.ts", line: 1, column: 1 };
const buckets = [
  { name: "papers", public: false, versioned: false, at },
  { name: "posters", public: true, versioned: false, at },
];
let dir: string;
let logged = "";
const metrics = new HostMetrics();
const log = new HostLog("info", "json", (text) => (logged += text));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "buckets-"));
  logged = "";
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function bucket(name: string, profile: "run" | "image" = "run"): Bucket {
  const place = { dir, baseUrl: "http://127.0.0.1:4000/__objects" };
  return new Bucket(new ObjectStorage(place, profile, buckets, { log, metrics }), name);
}

async function listed(papers: Bucket, options: object): Promise<string[]> {
  const entries = (await papers.list(options)) as ListIterator;
  const names: string[] = [];
  for (let entry: ListEntry | null; (entry = await entries.next());) names.push(entry.name);
  return names;
}

describe("attributes", () => {
  test("are read by name and are no properties", async () => {
    const attrs = (await bucket("papers")
      .object("a")
      .upload(Buffer.from("xyz"), { contentType: "a/b" })) as ObjectAttrs;
    const { name, size, contentType } = attrs;
    expect({ name, size, contentType }).toEqual({ name: "a", size: 3, contentType: "a/b" });
    expect([Object.keys(attrs), JSON.stringify(attrs), typeof attrs.etag, typeof attrs.version]).toEqual([
      [],
      "{}",
      "string",
      "string",
    ]);
  });

  test("of an empty object cannot be read under encore run, and can in an image", async () => {
    const [local, image] = [bucket("papers").object("e"), bucket("papers", "image").object("e")];
    expect(await local.upload(Buffer.alloc(0))).toMatchObject({ kind: ObjectErrorKind.Other });
    expect(await local.downloadAll()).toEqual(Buffer.alloc(0));
    expect(await image.attrs()).toMatchObject({ size: 0 });
  });
});

describe("an upload", () => {
  test("does not see what the application writes to its buffer afterwards", async () => {
    const data = Buffer.from("before");
    const object = bucket("papers").object("a");
    const upload = object.upload(data);
    data.write("after!");
    await upload;
    expect(await object.downloadAll()).toEqual(Buffer.from("before"));
  });

  test("of something else than bytes throws", () => {
    expect(() =>
      bucket("papers")
        .object("a")
        .upload("text" as never),
    ).toThrow(expect.objectContaining({ code: "InvalidArg" }));
  });

  test.each(["a\nb", "日本", "x".repeat(1025)])("with the content type %j is refused", async (contentType) => {
    expect(await bucket("papers").object("a").upload(Buffer.from("x"), { contentType })).toBeInstanceOf(
      TypedObjectError,
    );
    expect(await bucket("papers").object("a").exists()).toBe(false);
  });

  test("to a name with a line feed is lost under encore run, which is logged, and refused in an image", async () => {
    const lost = bucket("papers").object("a\nb");
    expect(await lost.upload(Buffer.from("x"))).toMatchObject({ name: "a\nb" });
    expect([await lost.exists(), await lost.delete()]).toMatchObject([false, { kind: ObjectErrorKind.NotFound }]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(metrics.objectsLost.family().samples).toEqual([{ labels: { bucket: "papers" }, value: 1 }]);
    expect(logged).toContain('"message":"object lost: its name has a line feed"');
    expect(await bucket("papers", "image").object("a\nb").upload(Buffer.from("x"))).toMatchObject({
      message: expect.stringMatching(/^HTTP status client error \(400 Bad Request\)/),
    });
  });
});

describe("a listing", () => {
  test("is in the order of the names and ends at its limit", async () => {
    const papers = bucket("papers");
    for (const name of ["l/b", "l/a", "l2", "l/c/d"]) await papers.object(name).upload(Buffer.from("x"));
    expect(await listed(papers, { prefix: "l/" })).toEqual(["l/a", "l/b", "l/c/d"]);
    expect(await listed(papers, { prefix: "l", limit: 2 })).toEqual(["l/a", "l/b"]);
    expect(await listed(papers, { limit: 0 })).toEqual([]);
    expect(await listed(papers, { limit: -1 })).toHaveLength(4);
  });

  test("that is done gives out nothing more", async () => {
    const entries = (await bucket("papers").list()) as ListIterator;
    entries.markDone();
    await expect(entries.next()).rejects.toThrow("iterator is closed");
  });
});

describe("an address", () => {
  test.each([
    [0, ObjectErrorKind.Internal, "internal error: invalid option storage: expires cannot be zero"],
    [0.5, ObjectErrorKind.Internal, "internal error: invalid option storage: expires cannot be zero"],
    [-5, ObjectErrorKind.InvalidArgument, "invalid argument"],
    [7 * 86_400 + 1, ObjectErrorKind.InvalidArgument, "invalid argument"],
  ])("signed for %d seconds is refused", async (ttl, kind, message) => {
    const object = bucket("papers").object("a");
    for (const refused of [await object.signedDownloadUrl({ ttl }), await object.signedUploadUrl({ ttl })])
      expect(refused).toMatchObject({ kind, message });
  });

  test("is public in a public bucket alone", () => {
    expect(bucket("posters").object("a b").publicUrl()).toBe("http://127.0.0.1:4000/__objects/posters/a%20b");
    expect(() => bucket("papers").object("a").publicUrl()).toThrow(
      expect.objectContaining({ message: "bucket is not public", code: "GenericFailure" }),
    );
  });
});

test("a bucket that the application does not declare refuses every operation", async () => {
  const object = bucket("other").object("a");
  const outcomes = await Promise.all([
    bucket("other").list(),
    object.attrs(),
    object.exists(),
    object.upload(Buffer.from("x")),
    object.downloadAll(),
    object.delete(),
    object.signedUploadUrl(),
    object.signedDownloadUrl(),
  ]);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^internal error: noop bucket does not support /) });
  expect(() => object.publicUrl()).toThrow("public url not supported in noop bucket");
});
