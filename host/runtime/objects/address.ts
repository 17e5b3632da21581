/** The first segment of the addresses that objects have on the API's own port; bucket and name follow. */
export const OBJECTS_PATH = "/__objects";

/** What a public address escapes, as the genuine runtime does it; "%" and "\" too, without which the address would miss. */
const ESCAPED = /[^\x21\x24\x26-\x3b\x3d\x40-\x5b\x5d-\x5f\x61-\x7a\x7c\x7e]+/g;
/** URLs lose such segments on the way; escaped slashes keep them. */
const DOT_SEGMENT = /(^|\/)\.{1,2}(\/|$)/;

/** `baseUrl` ends in OBJECTS_PATH. */
export function objectUrl(baseUrl: string, bucket: string, name: string): string {
  const escaped = name.replace(ESCAPED, (text) => encodeURIComponent(text));
  return `${baseUrl}/${bucket}/${DOT_SEGMENT.test(name) ? escaped.replaceAll("/", "%2F") : escaped}`;
}

export interface ObjectName {
  bucket: string;
  name: string;
}

/** The object that a path leads to; null when it is no path to an object. */
export function objectAt(pathname: string): ObjectName | null {
  const [, bucket, rest] = /^\/__objects\/([^/]+)\/(.*)$/.exec(pathname) ?? [];
  if (bucket === undefined || rest === undefined) return null;
  try {
    return { bucket, name: decodeURIComponent(rest) };
  } catch {
    return null;
  }
}
