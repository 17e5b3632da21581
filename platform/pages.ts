import type { ZodType } from "zod";

/** 50 rows unless a list is asked for another number, at most 100. */
export const PAGE_DEFAULT = 50;

/** What a list answers with. `nextCursor` is null on the last page. */
export interface Page<T> {
  data: T[];
  nextCursor: string | null;
  hasMore: boolean;
}

/**
 * A keyset cursor: the sort key of the last row, opaque to clients. `decode` gives null for anything that this cursor's own
 * `encode` could not have made.
 */
export function keyset<K>(shape: ZodType<K>): { encode(key: K): string; decode(cursor: string): K | null } {
  return {
    encode: (key) => Buffer.from(JSON.stringify(key)).toString("base64url"),
    decode: (cursor) => {
      try {
        const parsed = shape.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
  };
}

/** The page from `limit + 1` rows: the extra row only tells that there are more. */
export function toPage<T>(rows: readonly T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rows.length > limit;
  return { data, hasMore, nextCursor: hasMore && last !== undefined ? cursorOf(last) : null };
}
