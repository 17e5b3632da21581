import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, type ErrorBody } from "../../tests/lib/api";
import { serveApi } from "../../tests/lib/serve-api";
import { PlainClient } from "../../tests/lib/stream";
import { noiseVideo, somePdf } from "../__tests__/bytes";
import { addUploader, create, type Person, takeRoles } from "../../tests/lib/tus-client";
import type { FileInfo } from "../contract/types";
import { uploadLocks } from "../store/upload-locks";
import { takeRoom } from "./receiving";

const MIB = 1024 * 1024;
const folder = mkdtempSync(path.join(tmpdir(), "lobby-uploads-"));
let url: string;
let clerk: Person;

beforeAll(async () => {
  url = await serveApi();
  clerk = await addUploader(url);
});
afterAll(async () => {
  await uploadLocks.stop();
  rmSync(folder, { recursive: true });
});

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const readyFile = (id: string): Promise<FileInfo> =>
  expect
    .poll(() => call<FileInfo>(url, "GET", `/uploads/files/${id}`, { token: clerk.token }), { timeout: 20_000 })
    .toMatchObject({ body: { state: "ready" } })
    .then(async () => (await call<FileInfo>(url, "GET", `/uploads/files/${id}`, { token: clerk.token })).body);

describe("[U11] a small file in one request", () => {
  const send = async (body: Buffer, query: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const values = { purpose: "receipt", propertyId: String(clerk.propertyId), name: "bill.pdf", ...query };
    const answer = await fetch(`${url}/uploads/direct?${new URLSearchParams(values).toString()}`, {
      method: "POST",
      headers: { authorization: `Bearer ${clerk.token}`, "content-type": "application/pdf", ...headers },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as FileInfo & ErrorBody };
  };

  test("is checked when it is answered", async () => {
    const bytes = somePdf("direct");
    const { status, body } = await send(bytes);
    expect([status, body.state, body.sha256]).toEqual([201, "ready", sha256(bytes)]);
  });

  test("is refused with what is wrong", async () => {
    const refusals: [Promise<{ status: number; body: ErrorBody }>, number, string][] = [
      [send(somePdf("/Launch ")), 422, "file_rejected"],
      [send(Buffer.alloc(8 * MIB + 1)), 413, "file_too_large"],
      [send(Buffer.alloc(0)), 400, "file_empty"],
      [send(somePdf(), {}, { "content-type": "text/html" }), 415, "type_not_allowed"],
      [send(somePdf(), { propertyId: "999999" }), 404, "property_not_found"],
      [send(somePdf(), { purpose: "x" }), 400, "request_invalid"],
    ];
    for (const [answer, status, reason] of refusals) {
      const { status: said, body } = await answer;
      expect([said, body.details?.reason]).toEqual([status, reason]);
    }
  });

  test("with an Idempotency-Key is one file, however often it is sent", async () => {
    const key = { "idempotency-key": "once" };
    const [one, two] = [await send(somePdf("a"), {}, key), await send(somePdf("a"), {}, key)];
    expect([two.status, two.body.id]).toEqual([201, one.body.id]);
    // Longer, and as long.
    for (const other of ["longer", "b"])
      expect((await send(somePdf(other), {}, key)).body.details?.reason).toBe("idempotency_key_reused");
  });
});

describe("[U2] of a direct upload no byte is waited for", () => {
  /** The answer to a request whose body never comes. */
  const answerTo = async (propertyId: number): Promise<{ status: number | undefined; reason: string | undefined }> => {
    const query = new URLSearchParams({ purpose: "receipt", propertyId: String(propertyId), name: "bill.pdf" });
    const headers = {
      authorization: `Bearer ${clerk.token}`,
      "content-type": "application/pdf",
      "content-length": MIB,
    };
    const sent = request(`${url}/uploads/direct?${query.toString()}`, { method: "POST", headers });
    sent.on("error", () => {});
    sent.flushHeaders();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    const { details } = JSON.parse(await text(answer)) as ErrorBody;
    sent.destroy();
    return { status: answer.statusCode, reason: details?.reason };
  };

  test("from who may not upload at the property", async () => {
    expect(await answerTo(999_999)).toEqual({ status: 404, reason: "property_not_found" });
  });

  test("while the process receives as much as it can", async () => {
    const rooms: (() => void)[] = [];
    for (let room = takeRoom(); room !== null; room = takeRoom()) rooms.push(room);
    try {
      expect(await answerTo(clerk.propertyId)).toEqual({ status: 503, reason: "busy" });
    } finally {
      for (const giveBack of rooms) giveBack();
    }
  });
});

describe("[S1-F06] [U12] the upload stream", () => {
  const open = async ({ token } = clerk): Promise<PlainClient> => {
    const client = new PlainClient(`${url.replace("http", "ws")}/uploads/stream?access_token=${token}`);
    await new Promise((resolve) => client.ws.once("open", resolve));
    return client;
  };
  const begin = { type: "start", purpose: "task_evidence", name: "leak.mp4" };
  const frames = (client: PlainClient, type: string) => client.frames.filter((frame) => frame.type === type);
  const sendChunk = (client: PlainClient, bytes: Buffer, offset: number, size = 256 * 1024): number => {
    const piece = bytes.subarray(offset, offset + size);
    client.send({ type: "chunk", offset, data: piece.toString("base64") });
    return offset + piece.length;
  };

  test("takes chunks within its window, acknowledges what is stored, resumes on another connection and ends checked", async () => {
    const bytes = noiseVideo(5 * MIB + 77);
    let client = await open();
    client.send({ ...begin, propertyId: clerk.propertyId, size: bytes.length });
    const ready = await client.frame("ready");
    expect(ready).toMatchObject({ offset: 0, windowBytes: 4 * MIB, chunkBytes: 256 * 1024 });
    let offset = 0;
    while (offset < 2 * MIB + 256 * 1024) offset = sendChunk(client, bytes, offset);
    await client.until(() => frames(client, "ack").find((ack) => Number(ack["offset"]) === 2 * MIB), "two MiB");
    // What was sent beyond the last acknowledgement came too.
    await client.close();
    client = await open();
    client.send({ type: "resume", uploadId: ready["uploadId"] });
    const resumed = await client.frame("ready");
    expect(Number(resumed["offset"])).toBeGreaterThanOrEqual(2 * MIB);
    offset = Number(resumed["offset"]);
    while (offset < bytes.length) {
      offset = sendChunk(client, bytes, offset);
      const sent = offset;
      const acknowledged = () => Number(frames(client, "ack").at(-1)?.["offset"] ?? resumed["offset"]);
      await client.until(() => (sent - acknowledged() < 4 * MIB ? true : undefined), "room in the window");
    }
    const done = await client.frame("done");
    expect(done["file"]).toMatchObject({ state: "ready", sha256: sha256(bytes), size: bytes.length });
    await client.untilClosed();
  });

  test("acknowledges at once when it is asked to", async () => {
    const client = await open();
    const bytes = noiseVideo(1000);
    client.send({ ...begin, propertyId: clerk.propertyId, size: 1000 });
    await client.frame("ready");
    sendChunk(client, bytes, 0, 500);
    client.send({ type: "flush" });
    expect(await client.frame("ack")).toMatchObject({ offset: 500 });
    await client.close();
  });

  test("[U5] goes on with an upload only while its owner may upload at the property", async () => {
    const person = await addUploader(url);
    const path = await create(url, person, 1000);
    await takeRoles(person);
    const client = await open(person);
    client.send({ type: "resume", uploadId: path.split("/").at(-1) });
    expect(await client.frame("error")).toMatchObject({ reason: "upload_not_found" });
    await client.untilClosed();
  });

  test.each<[what: string, messages: (bytes: Buffer) => object[], reason: string]>([
    ["a message that is none", () => [{ type: "begin" }], "message_invalid"],
    ["bytes before the beginning", () => [{ type: "chunk", offset: 0, data: "AAAA" }], "message_invalid"],
    [
      "a gap",
      () => [
        { ...begin, size: 100 },
        { type: "chunk", offset: 5, data: "AAAA" },
      ],
      "offset_conflict",
    ],
    [
      "more than was announced",
      () => [
        { ...begin, size: 2 },
        { type: "chunk", offset: 0, data: "AAAA" },
      ],
      "file_too_large",
    ],
    ["a type that is not allowed", () => [{ ...begin, name: "run.exe", size: 100 }], "type_not_allowed"],
    [
      "an upload of somebody else",
      () => [{ type: "resume", uploadId: "01997d2a-7c1d-7f02-8a44-1d2b3c4d5e6f" }],
      "upload_not_found",
    ],
  ])("%s ends it with the reason", async (_what, messages, reason) => {
    const client = await open();
    for (const message of messages(Buffer.alloc(0))) client.send({ propertyId: clerk.propertyId, ...message });
    expect(await client.frame("error")).toMatchObject({ reason });
    await client.untilClosed();
  });
});

describe("[U1] programs of others", () => {
  const metadata = { purpose: "task_evidence", name: "leak.mp4" };

  test("tus-js-client uploads, is stopped, and goes on", async () => {
    const bytes = noiseVideo(9 * MIB);
    const headers = { Authorization: `Bearer ${clerk.token}` };
    const options = {
      endpoint: `${url}/uploads/tus`,
      headers,
      metadata: { ...metadata, propertyId: String(clerk.propertyId) },
    };
    const address = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        ...options,
        chunkSize: 2 * MIB,
        retryDelays: [0, 100],
        onError: reject,
        onChunkComplete: (_size, accepted) => {
          if (accepted >= 4 * MIB) void upload.abort().then(() => resolve(upload.url ?? ""));
        },
      });
      upload.start();
    });
    await new Promise<void>((resolve, reject) => {
      const again = new Upload(bytes, { ...options, uploadUrl: address, onError: reject, onSuccess: () => resolve() });
      again.start();
    });
    expect((await readyFile(address.split("/").at(-1) ?? "")).sha256).toBe(sha256(bytes));
  });

  test("curl creates an upload and sends it in two pieces", async () => {
    const bytes = noiseVideo(3 * MIB);
    const [first, second] = ["one", "two"].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(first, bytes.subarray(0, MIB));
    writeFileSync(second, bytes.subarray(MIB));
    const curl = async (...args: string[]): Promise<string> => {
      const common = [
        "-sS",
        "-D",
        "-",
        "-o",
        "/dev/null",
        "-H",
        `Authorization: Bearer ${clerk.token}`,
        "-H",
        "Tus-Resumable: 1.0.0",
      ];
      return (await promisify(execFile)("curl", [...common, ...args])).stdout;
    };
    const texts = Object.entries({ ...metadata, propertyId: String(clerk.propertyId) });
    const encoded = texts.map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`).join(",");
    const created = await curl(
      "-X",
      "POST",
      "-H",
      `Upload-Length: ${bytes.length}`,
      "-H",
      `Upload-Metadata: ${encoded}`,
      `${url}/uploads/tus`,
    );
    const location = /^location: (\S+)/im.exec(created)?.[1] ?? "";
    const send = (file: string, offset: number): Promise<string> =>
      curl(
        "-X",
        "PATCH",
        "-H",
        "Content-Type: application/offset+octet-stream",
        "-H",
        `Upload-Offset: ${offset}`,
        "--data-binary",
        `@${file}`,
        url + location,
      );
    expect(await send(first, 0)).toMatch(new RegExp(`^HTTP/1.1 204[^]*upload-offset: ${MIB}`, "i"));
    expect(await curl("-I", url + location)).toMatch(new RegExp(`upload-offset: ${MIB}`, "i"));
    expect(await send(second, MIB)).toContain("204");
    expect((await readyFile(location.split("/").at(-1) ?? "")).sha256).toBe(sha256(bytes));
  });
});
