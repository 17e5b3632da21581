import { Num } from "./num";

/**
 * Turns the numbers that the exact reader keeps as Num into what handlers get, inside a value that was read whole before its type
 * was known. Changes in place.
 */
export function settle(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  if (raw instanceof Num) return raw.toHandler();
  const container = raw as Record<string, unknown>;
  for (const key of Object.keys(container)) {
    const old = container[key];
    const value = settle(old);
    if (value !== old) container[key] = value;
  }
  return container;
}
