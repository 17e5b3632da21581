import { payloadHash } from "../../platform/payload-hash";
import type { WireEvent } from "../contract/event";
import type { IsStateLike } from "./catalogue";
import type { Part } from "./event-frames";

/**
 * A run for a client that is behind and asks for less (RT22): where a later event of the same entity and type follows, a state-like
 * one comes without its payload, but with its place, its n and its hash.
 */
export function coalesce(run: readonly Part[], isStateLike: IsStateLike): readonly Part[] {
  const later = new Set<string>();
  const parts: Part[] = [];
  for (const part of run.flatMap((each) => each.apart?.() ?? each).reverse()) {
    const event = JSON.parse(part.text) as WireEvent;
    const { channel, type, entity } = event;
    const key = `${channel} ${type} ${entity.kind} ${entity.id}`;
    parts.push(later.has(key) && event.data !== null ? superseded(part, event) : part);
    if (isStateLike(part.service, type)) later.add(key);
  }
  return later.size === 0 ? run : parts.reverse();
}

/** The hash stands in for the payload: with it the digest is still verified. */
function superseded({ service, seq }: Part, event: WireEvent): Part {
  const less: WireEvent = { ...event, data: null, superseded: true, hash: payloadHash(event.data) };
  return { service, seq, text: JSON.stringify(less), isSuperseded: true };
}
