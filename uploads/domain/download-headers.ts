import type { StoredFile } from "./file";
import type { LinkVariant } from "./link";
import { typeByContentType } from "./purposes";

/** What is said to browsers of a file that somebody sent: it is what it is, runs nothing, and stays with who asked. */
export function downloadHeaders(file: StoredFile, variant: LinkVariant): Record<string, string> {
  const { check } = typeByContentType(file.purpose, file.contentType);
  const isShown = variant === "thumbnail" || check === "image" || check === "video";
  return {
    "Content-Type":
      variant === "thumbnail" ? "image/webp" : `${file.contentType}${check === "text" ? "; charset=utf-8" : ""}`,
    "Content-Disposition": `${isShown ? "inline" : "attachment"}; ${fileName(file.name)}`,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
  };
}

/** In the form of RFC 6266: plain for old readers, in UTF-8 for all others. */
function fileName(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${exact}`;
}
