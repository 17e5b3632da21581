import { randomBytes } from "node:crypto";

/** Bytes that are a video by their boxes, and noise in the rest. */
export function noiseVideo(size: number): Buffer {
  const bytes = randomBytes(size);
  bytes.set(videoHead(size));
  return bytes;
}

/** The first 32 bytes of a video of so many bytes whose second box holds all the rest. */
export function videoHead(size: number): Buffer {
  const ftyp = Buffer.from("00000018667479706d703432000000006d70343269736f6d", "hex");
  const mdat = Buffer.from("\0\0\0\0mdat", "latin1");
  mdat.writeUInt32BE(size - ftyp.length);
  return Buffer.concat([ftyp, mdat]);
}

/** A PDF of one empty page, with a text of one's own in it. */
export const somePdf = (text = ""): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
