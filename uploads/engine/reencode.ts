import sharp, { type Sharp } from "sharp";
import type { RejectReason } from "../contract/types";

/** Of all frames together; a phone's picture has 12 to 50 million. */
const MAX_PIXELS = 64_000_000;
const THUMBNAIL_PIXELS = 320;
const TIMEOUT_S = 30;

// One image at a time is decoded, and nothing of it is kept: a flood of pictures must not take the memory of the requests.
sharp.cache(false);
sharp.concurrency(1);

export interface Reencoded {
  bytes: Buffer;
  width: number;
  height: number;
  /** WebP. */
  thumbnail: Buffer;
}

/**
 * An image decoded and encoded anew in its own format, upright and without anything that is no pixel: places, cameras, comments and
 * whatever was hidden in it stay behind.
 */
export async function reencode(image: Buffer, contentType: string): Promise<Reencoded | RejectReason> {
  try {
    const decoded = sharp(image, { limitInputPixels: MAX_PIXELS, failOn: "error", autoOrient: true }).timeout({
      seconds: TIMEOUT_S,
    });
    const { data, info } = await encoder(decoded, contentType).toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(data)
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    return { bytes: data, width: info.width, height: info.height, thumbnail };
  } catch (err) {
    return /pixel limit/i.test(String(err)) ? "too_many_pixels" : "damaged";
  }
}

function encoder(image: Sharp, contentType: string): Sharp {
  switch (contentType) {
    case "image/jpeg":
      return image.jpeg({ quality: 88 });
    case "image/png":
      return image.png();
    case "image/webp":
      return image.webp({ quality: 88 });
    default:
      throw new Error(`no encoder for ${contentType}`);
  }
}
