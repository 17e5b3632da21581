/** What programs take for the beginning of a page, a script or a program; readers of such files look at the first bytes only. */
const MARKUP = /<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)|^#!/i;
/** Readers of PDF and of markup look for a beginning among so many bytes. */
const SNIFFED = 1024;
/** The end of a ZIP archive: 22 bytes and a comment of at most 64 KiB, whose length says that it reaches to the last byte. */
const ZIP_END = Buffer.from("PK\x05\x06", "latin1");
const ZIP_END_SIZE = 22;
const ZIP_COMMENT_MAX = 65_535;

/** Whether bytes that should be an image, a video or a PDF are something else too: an archive, a page, a script or another document. */
export function isPolyglot(head: Buffer, tail: Buffer, own: "pdf" | "image" | "video"): boolean {
  const sniffed = head.subarray(0, SNIFFED).toString("latin1");
  if (MARKUP.test(sniffed)) return true;
  if (own !== "pdf" && sniffed.includes("%PDF-")) return true;
  return endsAsArchive(tail);
}

function endsAsArchive(tail: Buffer): boolean {
  const from = Math.max(0, tail.length - ZIP_END_SIZE - ZIP_COMMENT_MAX);
  for (let at = tail.indexOf(ZIP_END, from); at >= 0; at = tail.indexOf(ZIP_END, at + 1)) {
    if (at + ZIP_END_SIZE > tail.length) return false;
    if (at + ZIP_END_SIZE + tail.readUInt16LE(at + 20) === tail.length) return true;
  }
  return false;
}

/** Bytes at the end that `isPolyglot` wants to see. */
export const TAIL_BYTES = ZIP_END_SIZE + ZIP_COMMENT_MAX;

const EMBEDDED = ["<?php", "<script", "Rar!\x1a\x07"].map((text) => Buffer.from(text, "latin1"));

/** Whether code or an archive stands anywhere in an image. */
export const holdsCode = (image: Buffer): boolean => EMBEDDED.some((marker) => image.includes(marker));
