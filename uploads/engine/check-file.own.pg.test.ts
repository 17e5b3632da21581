import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import { serveApi } from "../../tests/lib/serve-api";
import { noiseVideo, somePdf } from "../__tests__/bytes";
import { addUploader, create, offsetOf, patch, type Person, tus, uploadChecked } from "../../tests/lib/tus-client";
import type { UploadsEvent } from "../contract/events";
import { sweep } from "../jobs/sweep";
import { pool } from "../store/db";
import { dropObjects, getObject, objectName, putObject } from "../store/objects";
import { uploadLocks } from "../store/upload-locks";
import { readContent } from "./content";

let url: string;
let clerk: Person;

beforeAll(async () => {
  url = await serveApi();
  clerk = await addUploader(url);
});
afterAll(() => uploadLocks.stop());

async function eventsOf(fileId: string): Promise<UploadsEvent[]> {
  const { rows } = await pool.query<{ event: UploadsEvent }>(
    `SELECT event FROM outbox WHERE event->'entity'->>'id' = $1 ORDER BY id`,
    [fileId],
  );
  return rows.map((row) => row.event);
}
async function objectsOf(fileId: string): Promise<string[]> {
  const kept: string[] = [];
  // Removes nothing: every name counts as kept.
  await dropObjects(clerk.orgId, fileId, { has: (name: string) => kept.push(name) > 0 } as unknown as Set<string>);
  return kept;
}
const used = async (): Promise<number> =>
  (await pool.query<{ bytes: number }>(`SELECT bytes FROM org_usage WHERE org_id = $1`, [clerk.orgId])).rows[0]
    ?.bytes ?? 0;

const picture = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: "#2a6f97" } })
    .jpeg()
    .withExif({ IFD0: { Artist: "Ansel Adams" }, IFD3: { GPSLatitude: "38/1 42/1 0/1", GPSLatitudeRef: "N" } })
    .toBuffer();

describe("[U6] what is checked before anybody reads it", () => {
  test("an image is kept upright and small, without what is no pixel, and has a thumbnail", async () => {
    const sent = Buffer.concat([await picture(), Buffer.from("hidden behind the picture")]);
    expect(sent.includes("Ansel Adams")).toBe(true);
    const before = await used();
    const file = await uploadChecked(url, clerk, sent, { purpose: "receipt", name: "till.JPG" });
    expect(file).toMatchObject({
      state: "ready",
      width: 640,
      height: 480,
      hasThumbnail: true,
      contentType: "image/jpeg",
    });
    const kept = await readContent(file.id, 0, file.size);
    expect([kept.includes("Ansel Adams"), kept.includes("hidden"), kept.includes("Exif")]).toEqual([
      false,
      false,
      false,
    ]);
    expect(createHash("sha256").update(kept).digest("hex")).toBe(file.sha256);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    expect(await used()).toBe(before + file.size);
    // One part of what is kept, and the thumbnail: nothing of what was sent.
    await expect.poll(() => objectsOf(file.id)).toHaveLength(2);
  });

  test.each<[what: string, name: string, bytes: Buffer, purpose: string]>([
    ["a PDF", "bill.pdf", somePdf(), "receipt"],
    ["a video", "leak.mp4", noiseVideo(3_000_000), "task_evidence"],
    ["a table", "rates.csv", Buffer.from("room,rate\n12,99\n"), "chat_attachment"],
  ])("%s arrives identical", async (_what, name, bytes, purpose) => {
    const file = await uploadChecked(url, clerk, bytes, { purpose, name });
    expect(file).toMatchObject({ state: "ready", sha256: createHash("sha256").update(bytes).digest("hex") });
    expect((await readContent(file.id, 0, file.size)).equals(bytes)).toBe(true);
  });

  test("its way is told step by step, each version once", async () => {
    const file = await uploadChecked(url, clerk, somePdf(), { purpose: "receipt", name: "bill.pdf" });
    const told = (await eventsOf(file.id)).map((event) => [
      event.type,
      event.entity.version,
      (event.data as { state: string }).state,
    ]);
    expect(told).toEqual([
      ["upload-progressed", 1, "created"],
      ["upload-progressed", 2, "uploaded"],
      ["upload-progressed", 3, "checking"],
      ["file-ready", 4, "ready"],
    ]);
  });

  test("names of guests' documents are told to nobody, and their events are restricted", async () => {
    const file = await uploadChecked(url, clerk, somePdf(), { purpose: "guest_document", name: "passport of Zoë.pdf" });
    const events = await eventsOf(file.id);
    expect(events.map((event) => event.class)).toEqual(events.map(() => "restricted"));
    expect(JSON.stringify(events)).not.toContain("Zoë");
  });
});

describe("[U6] rejected, with a reason and without its bytes, is", () => {
  const jpeg = picture();
  test.each<[what: string, reason: string, name: string, bytes: () => Promise<Buffer> | Buffer]>([
    [
      "a program that is called a picture",
      "type_mismatch",
      "cat.jpg",
      () => Buffer.from(`MZ\x90\0${"\0".repeat(100)}`, "latin1"),
    ],
    ["a PDF that is called a picture", "type_mismatch", "cat.jpg", () => somePdf()],
    ["noise", "type_unknown", "bill.pdf", () => Buffer.alloc(5000, 0xa7)],
    ["a picture with an archive behind it", "polyglot", "cat.jpg", async () => Buffer.concat([await jpeg, archive()])],
    [
      "a picture with a script in it",
      "polyglot",
      "cat.jpg",
      async () => Buffer.concat([await jpeg, Buffer.from("<?php ")]),
    ],
    ["a PDF that runs a script", "active_content", "bill.pdf", () => somePdf("/JavaScript ")],
    ["half a picture", "damaged", "cat.jpg", async () => (await noisyPicture()).subarray(0, 3000)],
    ["a picture that unpacks to too much", "too_many_pixels", "cat.png", bomb],
  ])("%s", async (_what, reason, name, bytes) => {
    const before = await used();
    const file = await uploadChecked(url, clerk, await bytes(), { purpose: "receipt", name });
    expect(file).toMatchObject({ state: "rejected", reason, sha256: null, hasThumbnail: false });
    expect((await eventsOf(file.id)).at(-1)).toMatchObject({ type: "file-rejected", data: { reason } });
    await expect.poll(() => objectsOf(file.id)).toEqual([]);
    expect(await used()).toBe(before);
    expect((await tus(url, clerk, "HEAD", `/uploads/tus/${file.id}`)).status).toBe(410);
  });

  const archive = (): Buffer => Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);
  const noisyPicture = () =>
    sharp({
      create: { width: 400, height: 400, channels: 3, background: "white", noise: { type: "gaussian", sigma: 60 } },
    })
      .jpeg()
      .toBuffer();
  /** 100 million pixels in some kB. */
  function bomb(): Promise<Buffer> {
    return sharp({
      create: { width: 10_000, height: 10_000, channels: 3, background: "white" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
  }
});

describe("[U7] the sweep", () => {
  test("ends uploads that were not finished within a day, with what came of them", async () => {
    const path = await create(url, clerk, 1000);
    await patch(url, clerk, path, 0, noiseVideo(400));
    const id = path.split("/").at(-1) ?? "";
    try {
      clock.advance(24 * 3_600_000 + 1000);
      expect((await tus(url, clerk, "HEAD", path)).status).toBe(401);
      await sweep();
    } finally {
      clock.run();
    }
    expect((await tus(url, clerk, "HEAD", path)).status).toBe(410);
    expect(await objectsOf(id)).toEqual([]);
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: "file-erased",
      actorId: "system",
      data: { state: "expired" },
    });
  });

  test("removes files that never came to belong to anything", async () => {
    const file = await uploadChecked(url, clerk, somePdf(), { purpose: "receipt", name: "bill.pdf" });
    await pool.query(`UPDATE file SET changed_at = changed_at - interval '8 days' WHERE id = $1`, [file.id]);
    await sweep();
    expect((await eventsOf(file.id)).at(-1)).toMatchObject({ data: { state: "expired" } });
  });

  test("checks what a dead process has left unchecked, and drops what it has left of the gone", async () => {
    const bytes = somePdf();
    const path = await create(url, clerk, bytes.length, { purpose: "receipt", name: "bill.pdf" });
    const file = await uploadChecked(url, clerk, bytes, { purpose: "receipt", name: "bill.pdf" });
    // As the database is when a process died in the middle of the check.
    await pool.query(
      `UPDATE file SET state = 'checking', changed_at = changed_at - interval '10 minutes' WHERE id = $1`,
      [file.id],
    );
    await tus(url, clerk, "DELETE", path);
    const gone = path.split("/").at(-1) ?? "";
    const left = objectName(clerk.orgId, gone, "left");
    await putObject(left, bytes, "application/pdf");
    await pool.query(
      `UPDATE file SET has_bytes = true, changed_at = changed_at - interval '10 minutes' WHERE id = $1`,
      [gone],
    );
    await sweep();
    expect((await eventsOf(file.id)).at(-1)).toMatchObject({ type: "file-ready" });
    await expect(getObject(left)).rejects.toThrow("object not found");
    expect(await offsetOf(url, clerk, `/uploads/tus/${file.id}`)).toBe(bytes.length);
  });
});
