import { type Diagnostics, SourceError } from "../diagnostics";
import type { Position } from "../app";

/** Reports every item whose key an earlier item has already. */
export function checkUnique<T>(
  items: T[],
  key: (item: T) => string,
  at: (item: T) => Position,
  message: string,
  diagnostics: Diagnostics,
): void {
  const seen = new Map<string, Position>();
  for (const item of items) {
    const first = seen.get(key(item));
    if (first === undefined) seen.set(key(item), at(item));
    else
      diagnostics.add(
        new SourceError(
          at(item),
          `${message}: ${key(item)}`,
          `It is declared at ${first.file}:${first.line} already.`,
          [first],
        ),
      );
  }
}
