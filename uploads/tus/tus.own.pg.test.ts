import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call } from "../../tests/lib/api";
import { serveApi } from "../../tests/lib/serve-api";
import { noiseVideo } from "../__tests__/bytes";
import {
  addUploader,
  create,
  metadata,
  offsetOf,
  patch,
  type Person,
  takeRoles,
  tus,
} from "../../tests/lib/tus-client";
import type { FileInfo } from "../contract/types";
import { pool } from "../store/db";
import { getObject } from "../store/objects";
import { receive } from "../engine/receive";
import { findFile } from "../store/file.read";
import { findParts, findProgress, type Part } from "../store/upload.store";
import { uploadLocks } from "../store/upload-locks";

const MIB = 1024 * 1024;
let url: string;
let clerk: Person;

beforeAll(async () => {
  url = await serveApi();
  clerk = await addUploader(url);
});
afterAll(() => uploadLocks.stop());

const idOf = (path: string): string => path.split("/").at(-1) ?? "";
const partsOf = (path: string): Promise<Part[]> => findParts(pool, idOf(path), 0, Number.MAX_SAFE_INTEGER);
async function stored(path: string): Promise<Buffer> {
  return Buffer.concat(await Promise.all((await partsOf(path)).map((part) => getObject(part.object))));
}
const fileOf = async (path: string, person = clerk): Promise<FileInfo> =>
  (await call<FileInfo>(url, "GET", `/uploads/files/${idOf(path)}`, { token: person.token })).body;
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("[U1] tus 1.0.0", () => {
  test("says what it can where OPTIONS cannot be answered", async () => {
    const { status, headers } = await fetch(`${url}/uploads/tus`);
    expect([status, headers.get("tus-version"), headers.get("tus-max-size")]).toEqual([
      204,
      "1.0.0",
      String(1024 * MIB),
    ]);
    expect(headers.get("tus-extension")).toBe("creation,creation-with-upload,expiration,termination,checksum");
  });

  test("creation answers with a relative Location and when the upload expires; HEAD tells offset, length and metadata", async () => {
    const answer = await tus(url, clerk, "POST", "/uploads/tus", {
      "upload-length": "1000",
      "upload-metadata": metadata({
        purpose: "receipt",
        propertyId: String(clerk.propertyId),
        filename: "C:\\a\\till.pdf",
      }),
    });
    const location = answer.headers.get("location") ?? "";
    expect([answer.status, location]).toEqual([201, expect.stringMatching(/^\/uploads\/tus\/[0-9a-f-]{36}$/)]);
    const expires = Date.parse(answer.headers.get("upload-expires") ?? "");
    expect(Math.abs(expires - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
    const head = await tus(url, clerk, "HEAD", location);
    expect(head.status).toBe(200);
    expect(Object.fromEntries(head.headers)).toMatchObject({
      "upload-offset": "0",
      "upload-length": "1000",
      "cache-control": "no-store",
      "tus-resumable": "1.0.0",
    });
    expect(head.headers.get("upload-metadata")).toContain(`name ${Buffer.from("till.pdf").toString("base64")}`);
  });

  test("a body at creation is the file's beginning, and PATCH goes on behind it", async () => {
    const bytes = noiseVideo(3 * MIB);
    const values = { purpose: "task_evidence", propertyId: String(clerk.propertyId), name: "a.mp4" };
    const answer = await tus(
      url,
      clerk,
      "POST",
      "/uploads/tus",
      {
        "upload-length": String(bytes.length),
        "upload-metadata": metadata(values),
        "content-type": "application/offset+octet-stream",
      },
      bytes.subarray(0, MIB),
    );
    expect([answer.status, answer.headers.get("upload-offset")]).toEqual([201, String(MIB)]);
    const path = answer.headers.get("location") ?? "";
    expect((await patch(url, clerk, path, MIB, bytes.subarray(MIB))).status).toBe(204);
    expect(sha256(await stored(path))).toBe(sha256(bytes));
  });

  test("an offset that is not the upload's is refused with 409, and nothing is written", async () => {
    const path = await create(url, clerk, 1000);
    await patch(url, clerk, path, 0, noiseVideo(400));
    for (const wrong of [0, 399, 401, 1000]) {
      const answer = await patch(url, clerk, path, wrong, Buffer.alloc(10));
      expect([answer.status, answer.reason]).toEqual([409, "offset_conflict"]);
    }
    expect(await offsetOf(url, clerk, path)).toBe(400);
  });

  test("more than was announced is refused with 413", async () => {
    const path = await create(url, clerk, 100);
    expect((await patch(url, clerk, path, 0, Buffer.alloc(101))).status).toBe(413);
    // Without a length, so that only counting can tell.
    const tooMuch = ReadableStream.from([Buffer.alloc(60), Buffer.alloc(60)]) as ReadableStream;
    const headers = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
    expect((await tus(url, clerk, "PATCH", path, headers, tooMuch)).status).toBe(413);
    expect((await fileOf(path)).state).not.toBe("uploaded");
  });

  test("another version of the protocol is refused with 412 and told which there is", async () => {
    const path = await create(url, clerk, 100);
    for (const version of ["0.2.2", ""]) {
      const answer = await tus(url, clerk, "HEAD", path, { "tus-resumable": version });
      expect([answer.status, answer.headers.get("tus-version")]).toEqual([412, "1.0.0"]);
    }
  });

  test("termination removes the bytes and answers 410 from then on", async () => {
    const path = await create(url, clerk, 1000);
    await patch(url, clerk, path, 0, noiseVideo(400));
    const [part] = await partsOf(path);
    expect((await tus(url, clerk, "DELETE", path)).status).toBe(204);
    expect((await tus(url, clerk, "HEAD", path)).status).toBe(410);
    expect((await patch(url, clerk, path, 400, Buffer.alloc(10))).status).toBe(410);
    await expect(getObject(part!.object)).rejects.toThrow("object not found");
    expect(await fileOf(path)).toMatchObject({ state: "erased", name: null });
  });

  test("a method may be given in a header", async () => {
    const path = await create(url, clerk, 100);
    const headers = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
    const answer = await tus(
      url,
      clerk,
      "POST",
      path,
      { ...headers, "x-http-method-override": "PATCH" },
      noiseVideo(100),
    );
    expect([answer.status, answer.headers.get("upload-offset")]).toEqual([204, "100"]);
  });
});

describe("[U3] a checksum", () => {
  const bytes = noiseVideo(6 * MIB);
  const sum = (algorithm: string, of: Buffer): string =>
    `${algorithm} ${createHash(algorithm).update(of).digest("base64")}`;

  test.each(["sha1", "sha256", "md5"])("%s that fits lets the bytes in", async (algorithm) => {
    const path = await create(url, clerk, bytes.length);
    const answer = await patch(url, clerk, path, 0, bytes, { "upload-checksum": sum(algorithm, bytes) });
    expect([answer.status, answer.headers.get("upload-offset")]).toEqual([204, String(bytes.length)]);
    expect(sha256(await stored(path))).toBe(sha256(bytes));
  });

  test("that does not fit keeps all bytes of the request out: 460, and the offset stays", async () => {
    const path = await create(url, clerk, bytes.length);
    await patch(url, clerk, path, 0, bytes.subarray(0, 1000));
    const rest = bytes.subarray(1000);
    const answer = await patch(url, clerk, path, 1000, rest, { "upload-checksum": sum("sha256", bytes) });
    expect([answer.status, answer.reason]).toEqual([460, "checksum_mismatch"]);
    expect(await offsetOf(url, clerk, path)).toBe(1000);
    expect((await patch(url, clerk, path, 1000, rest, { "upload-checksum": sum("sha256", rest) })).status).toBe(204);
    expect(sha256(await stored(path))).toBe(sha256(bytes));
  });

  test.each(["crc32 AAAA", "sha256 AAAA", "sha256", "x"])("%s is refused with 400", async (header) => {
    const path = await create(url, clerk, 100);
    const answer = await patch(url, clerk, path, 0, noiseVideo(100), { "upload-checksum": header });
    expect([answer.status, answer.reason]).toEqual([400, "checksum_unsupported"]);
  });
});

describe("[U4] what is stored", () => {
  test("is in parts of at most 8 MiB, without a gap, and the whole's SHA-256 is known at the end", async () => {
    const bytes = noiseVideo(9 * MIB + 17);
    const path = await create(url, clerk, bytes.length);
    const cuts = [0, 1, 3 * MIB, 3 * MIB + 70, 9 * MIB + 17];
    for (const [i, from] of cuts.slice(0, -1).entries()) {
      expect((await patch(url, clerk, path, from, bytes.subarray(from, cuts[i + 1]))).status).toBe(204);
    }
    const parts = await partsOf(path);
    let end = 0;
    for (const part of parts) {
      expect([part.start, part.size <= 8 * MIB]).toEqual([end, true]);
      expect(part.sha256.toString("hex")).toBe(sha256(await getObject(part.object)));
      end += part.size;
    }
    expect(sha256(await stored(path))).toBe(sha256(bytes));
    expect(await fileOf(path)).toMatchObject({
      state: expect.stringMatching(/uploaded|checking|ready/),
      received: bytes.length,
    });
  });

  test("of many short requests is few objects", async () => {
    const bytes = noiseVideo(40_000);
    const path = await create(url, clerk, bytes.length);
    for (let from = 0; from < bytes.length; from += 1000)
      await patch(url, clerk, path, from, bytes.subarray(from, from + 1000));
    expect(await partsOf(path)).toHaveLength(1);
    expect(sha256(await stored(path))).toBe(sha256(bytes));
  });

  test("of a sender who leaves in the middle is kept, and the rest follows", async () => {
    const bytes = noiseVideo(7 * MIB);
    const path = await create(url, clerk, bytes.length);
    const leave = new AbortController();
    const halves = async function* (): AsyncGenerator<Buffer> {
      yield bytes.subarray(0, 5 * MIB);
      await expect.poll(async () => (await findProgress(pool, idOf(path)))?.received).toBe(4 * MIB);
      leave.abort();
      yield bytes.subarray(5 * MIB);
    };
    const cut = fetch(url + path, {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${clerk.token}`,
        "tus-resumable": "1.0.0",
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
      },
      body: ReadableStream.from(halves()) as ReadableStream,
      duplex: "half",
      signal: leave.signal,
    } as RequestInit);
    await expect(cut).rejects.toThrow(/abort|fetch failed/i);
    const offset = await offsetOf(url, clerk, path);
    expect(offset).toBeGreaterThanOrEqual(4 * MIB);
    expect((await patch(url, clerk, path, offset, bytes.subarray(offset))).status).toBe(204);
    expect(sha256(await stored(path))).toBe(sha256(bytes));
  });

  test("of a sender who leaves is kept to the last byte that came", async () => {
    const bytes = noiseVideo(100_000);
    const path = await create(url, clerk, bytes.length);
    const file = (await findFile(pool, clerk.orgId, idOf(path)))!;
    const leaving = async function* (): AsyncGenerator<Buffer> {
      yield bytes.subarray(0, 70_001);
      throw new Error("gone");
    };
    await expect(receive(file, 0, leaving())).rejects.toThrow("gone");
    expect(await offsetOf(url, clerk, path)).toBe(70_001);
    await patch(url, clerk, path, 70_001, bytes.subarray(70_001));
    expect(sha256(await stored(path))).toBe(sha256(bytes));
  });

  test("by two writers at once is one of the two in full order: who comes later takes over", async () => {
    const bytes = noiseVideo(6 * MIB);
    const path = await create(url, clerk, bytes.length);
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const slow = async function* (): AsyncGenerator<Buffer> {
      yield bytes.subarray(0, MIB);
      await held;
      yield bytes.subarray(MIB);
    };
    const headers = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
    const first = tus(url, clerk, "PATCH", path, headers, ReadableStream.from(slow()) as ReadableStream).catch(
      () => null,
    );
    await expect.poll(() => offsetOf(url, clerk, path)).toBeGreaterThan(0);
    goOn();
    await first;
    const offset = await offsetOf(url, clerk, path);
    await patch(url, clerk, path, offset, bytes.subarray(offset));
    expect(sha256(await stored(path))).toBe(sha256(bytes));
  });
});

describe("[U5] an upload of", () => {
  test("a colleague, another organisation or nobody answers alike", async () => {
    const path = await create(url, clerk, 1000);
    const others = [await addUploader(url, "owner", clerk), await addUploader(url, "owner")];
    for (const other of others) {
      for (const target of [path, "/uploads/tus/01997d2a-7c1d-7f02-8a44-1d2b3c4d5e6f", "/uploads/tus/x"]) {
        expect((await tus(url, other, "HEAD", target)).status).toBe(404);
        expect(await patch(url, other, target, 0, Buffer.alloc(10))).toMatchObject({
          status: 404,
          reason: "upload_not_found",
        });
        expect(await tus(url, other, "DELETE", target)).toMatchObject({ status: 404, reason: "upload_not_found" });
      }
    }
    const anonymous = { ...clerk, token: "none" };
    expect((await tus(url, anonymous, "HEAD", path)).status).toBe(401);
    expect(await offsetOf(url, clerk, path)).toBe(0);
  });

  test("one who may not upload at its property any more answers as if it were somebody else's", async () => {
    const person = await addUploader(url);
    const path = await create(url, person, 1000);
    expect((await patch(url, person, path, 0, noiseVideo(400))).status).toBe(204);
    await takeRoles(person);
    expect((await tus(url, person, "HEAD", path)).status).toBe(404);
    for (const answer of [
      await patch(url, person, path, 400, Buffer.alloc(10)),
      await tus(url, person, "DELETE", path),
    ])
      expect(answer).toMatchObject({ status: 404, reason: "upload_not_found" });
    expect((await findProgress(pool, idOf(path)))?.received).toBe(400);
  });

  test("a property where one has no role is refused like an unknown one", async () => {
    const elsewhere = await addUploader(url);
    for (const propertyId of [elsewhere.propertyId, 999_999])
      await expect(create(url, clerk, 10, { propertyId: String(propertyId) })).rejects.toThrow(
        "404 property_not_found",
      );
    await expect(create(url, clerk, 10, { propertyId: "one" })).rejects.toThrow("400 request_invalid");
  });
});

describe("[U2] refused at once, before any byte, is", () => {
  test.each([
    ["an unknown purpose", 10, { purpose: "malware" }, "400 request_invalid"],
    ["a file without a name", 10, { name: "" }, "400 request_invalid"],
    ["a type that the purpose does not allow", 10, { name: "run.exe" }, "415 type_not_allowed"],
    ["a name without an extension", 10, { name: "pdf" }, "415 type_not_allowed"],
    ["a declared type that is not the name's", 10, { name: "a.pdf", type: "text/html" }, "415 type_not_allowed"],
    ["an empty file", 0, {}, "400 file_empty"],
    ["more than the type may have", 20 * MIB + 1, { name: "a.jpg" }, "413 file_too_large"],
    ["more than the purpose may have", 6 * MIB, { purpose: "avatar", name: "a.jpg" }, "413 file_too_large"],
  ])("%s", async (_what, size, more, refusal) => {
    await expect(create(url, clerk, size, more)).rejects.toThrow(refusal);
  });

  test("more than the organisation's quota, of which ended uploads give their room back", async () => {
    const person = await addUploader(url);
    const paths: string[] = [];
    for (let i = 0; i < 10; i++) paths.push(await create(url, person, 1024 * MIB));
    await expect(create(url, person, 1)).rejects.toThrow("507 quota_exceeded");
    await tus(url, person, "DELETE", paths[0]!);
    await create(url, person, 1024 * MIB);
  });
});
