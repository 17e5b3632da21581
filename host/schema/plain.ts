import { Num } from "./num";

/**
 * A value of type any as handlers get it: the value itself, where it holds nothing that needs changing. Changes in place, so the
 * value must be fresh from reading.
 */
export function plain(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  if (raw instanceof Num) return raw.toHandler();
  return Array.isArray(raw) ? plainArray(raw) : plainObject(raw as Record<string, unknown>);
}

function plainArray(list: unknown[]): unknown {
  for (let i = 0; i < list.length; i++) {
    const old = list[i];
    const value = plain(old);
    if (value !== old) list[i] = value;
  }
  return list;
}

function plainObject(object: Record<string, unknown>): unknown {
  for (const key of Object.keys(object)) {
    if (key === "__proto__") {
      // The genuine runtime loses this key; kept, it would set the prototype of the next copy.
      delete object[key];
      continue;
    }
    const old = object[key];
    const value = plain(old);
    if (value !== old) object[key] = value;
  }
  return object;
}
