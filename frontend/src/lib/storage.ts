/** Browser storage that may be closed to the page (private windows, policies): then nothing is remembered, and nothing breaks. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers the text; null forgets it. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or closed: the caller goes on without memory.
  }
}

/** The stored JSON if `fits` accepts it, else null. */
export function readStoredJson<T>(key: string, fits: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(readStored(key) ?? "null");
    return fits(value) ? value : null;
  } catch {
    return null;
  }
}
