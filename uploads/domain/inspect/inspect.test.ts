import { describe, expect, test } from "vitest";
import { noiseVideo } from "../../__tests__/bytes";
import { refuseMp4 } from "./mp4";
import { refusePdf } from "./pdf";
import { holdsCode, isPolyglot } from "./polyglot";
import { refuseText } from "./text";

const latin = (text: string): Buffer => Buffer.from(text, "latin1");
/** The end of an archive with a comment of so many bytes. */
const zipEnd = (comment: number): string =>
  `PK\x05\x06${"\0".repeat(16)}${String.fromCharCode(comment & 255, comment >> 8)}`;

describe("[U6] a polyglot", () => {
  const noise = "\xff\xd8\xff".padEnd(2000, "\x8a");
  test.each<[string, string, "image" | "pdf" | "video", boolean]>([
    ["a page in an image's head", `\xff\xd8\xff\xfe<html><script>`, "image", true],
    ["a script", "\xff\xd8\xff<?php system($_GET[0])", "image", true],
    ["a PDF in an image's head", `\xff\xd8\xff${"\0".repeat(900)}%PDF-1.4`, "image", true],
    ["an archive behind an image", `${noise}${zipEnd(0)}`, "image", true],
    ["an archive with a comment behind a PDF", `%PDF-1.4\n${noise}${zipEnd(300)}${"c".repeat(300)}`, "pdf", true],
    ["metadata of a camera", `\xff\xd8\xff\xe1<?xpacket begin?><x:xmpmeta>${noise}`, "image", false],
    ["the mark of an archive's end in the middle", `${noise}${zipEnd(0)}${noise}`, "image", false],
    ["a PDF", "%PDF-1.4\n%%EOF", "pdf", false],
  ])("%s", (_what, text, own, isOne) => {
    expect(isPolyglot(latin(text), latin(text), own)).toBe(isOne);
  });

  test("code anywhere in an image", () => {
    expect(holdsCode(latin(`${noise}<?php x`))).toBe(true);
    expect(holdsCode(latin(noise))).toBe(false);
  });
});

describe("[U6] a PDF", () => {
  test.each([
    ["that is one", "%PDF-1.7\n1 0 obj<</Type/Catalog/JSON 1>>\n%%EOF\n", null],
    ["that does not begin as one", "\n%PDF-1.7\n%%EOF", "damaged"],
    ["that does not end", "%PDF-1.7\n1 0 obj", "damaged"],
    ["with a script", "%PDF-1.7\n<</S/JavaScript/JS(app.alert)>>%%EOF", "active_content"],
    ["with a script whose name is written otherwise", "%PDF-1.7\n<</S/#4aavaScript>>%%EOF", "active_content"],
    ["that starts a program", "%PDF-1.7\n<</S/Launch/F(x.exe)>>%%EOF", "active_content"],
    ["with a file inside", "%PDF-1.7\n<</Type/EmbeddedFile>>%%EOF", "active_content"],
  ])("%s", (_what, text, reason) => {
    expect(refusePdf(latin(text))).toBe(reason);
  });
});

describe("[U6] a text", () => {
  test.each([
    ["that is one", Buffer.from("\ufeffRoom,Guest\r\n12,Zoë\t\n"), null],
    ["with bytes that are none", latin("abc\xff\xfe"), "damaged"],
    ["with control characters", Buffer.from("MZ\0\x01"), "type_mismatch"],
    ["that is a page", Buffer.from("  <!DOCTYPE html><p>"), "polyglot"],
    ["that is a script", Buffer.from("#!/bin/sh"), "polyglot"],
  ])("%s", (_what, bytes, reason) => {
    expect(refuseText(bytes)).toBe(reason);
  });
});

describe("[U6] a video", () => {
  const look = (bytes: Buffer) =>
    refuseMp4(bytes.length, (start, length) => Promise.resolve(bytes.subarray(start, start + length)));
  const video = noiseVideo(5000);

  test("whose boxes fill the file is one", async () => {
    expect(await look(video)).toBeNull();
  });
  test.each([
    ["that goes on behind its last box", Buffer.concat([video, Buffer.alloc(20, 7)])],
    ["whose last box goes on behind the file", video.subarray(0, 4000)],
    ["without media", video.subarray(0, 24)],
    ["that does not begin as one", video.subarray(24)],
    ["with a box of no length", Buffer.concat([video.subarray(0, 24), latin("\0\0\0\x04mdat")])],
  ])("%s is refused", async (_what, bytes) => {
    expect(await look(bytes)).toBe("damaged");
  });
});
