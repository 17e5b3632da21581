import type { LiveEvent } from "./machine/state";

/** What a service's contract says of one of its events (`Topics` in api/topics.gen.ts). */
interface Contract {
  type: string;
  v: number;
  /** Null: erased before it came into the log. */
  data: object | null;
}

/** Those of a stream's events that have a payload. */
type Whole<E extends Contract> = E extends { data: object } ? E : never;

/** An event as it came, with the payload that its contract gives to it. */
export type TypedEvent<E extends Contract> = Omit<LiveEvent, "type" | "v" | "data"> &
  Pick<Whole<E>, "type" | "v" | "data">;

/**
 * The events of one type and version. Those of other versions are left out, and those whose content was erased (RT11): read the rows
 * anew for them.
 */
export function eventsOf<E extends Contract>(
  events: readonly LiveEvent[],
  type: Whole<E>["type"],
  v: Whole<E>["v"],
): TypedEvent<E>[] {
  return events.filter((e) => e.type === type && e.v === v && e.data !== null) as unknown as TypedEvent<E>[];
}

/** The kinds of entities whose rows changed without events of their own (RT26): fetch them anew. */
export function invalidatedKinds(events: readonly LiveEvent[]): ReadonlySet<string> {
  const notices = events.filter((e) => e.type === "rows-invalidated");
  return new Set(notices.flatMap(({ data }) => (Array.isArray(data?.["kinds"]) ? data["kinds"].map(String) : [])));
}
