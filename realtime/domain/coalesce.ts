import type { IsStateLike } from "./catalogue";
import type { Entry } from "./entry";
import type { Part } from "./event-frames";

/**
 * A run for a client that is behind and asks for less (RT22): where a later event of the same entity and type follows, a state-like
 * one comes without its payload, but with its place, its n and its hash.
 */
export function coalesce(entries: readonly Entry[], isStateLike: IsStateLike): readonly Part[] {
  const later = new Set<string>();
  const parts: Part[] = [];
  for (const entry of entries.toReversed()) {
    const { type, entity, data } = entry.event;
    const key = `${entry.channel} ${type} ${entity.kind} ${entity.id}`;
    const isSuperseded = data !== null && later.has(key);
    if (isStateLike(entry.service, type)) later.add(key);
    parts.push(isSuperseded ? entry.superseded : entry);
  }
  return later.size === 0 ? entries : parts.reverse();
}
