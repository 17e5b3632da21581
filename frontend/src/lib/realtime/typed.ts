import type { LiveEvent } from "./machine/state";

/** What a service's contract says of one of its events (`Topics` in api/topics.gen.ts). */
interface Contract {
  type: string;
  v: number;
  data: object;
}

/** An event as it came, with the payload that its contract gives to it. */
export type TypedEvent<E extends Contract> = Omit<LiveEvent, "type" | "v" | "data"> & Pick<E, "type" | "v" | "data">;

/**
 * The events of one type and version. Those of other versions are left out, and those whose content was erased (RT11): read the rows
 * anew for them.
 */
export function eventsOf<E extends Contract>(
  events: readonly LiveEvent[],
  type: E["type"],
  v: E["v"],
): TypedEvent<E>[] {
  return events.filter((e) => e.type === type && e.v === v && e.data !== null) as unknown as TypedEvent<E>[];
}
