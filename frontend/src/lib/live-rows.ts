import type { Query, QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "./realtime/machine/state";
import { throttle } from "./throttle";

/** A row as lists and single queries hold it. */
interface LiveRow {
  id: string;
  version: number;
}

/** How the events of one stream become rows. */
export interface RowSource {
  /** The stream. */
  service: string;
  /** Only events about entities of these kinds; of every kind unless given. */
  kinds?: readonly string[];
  /**
   * The row that an event brings, whole; null when it brings none that is shown. Queries that show rows of the event's `entity.kind`
   * name it in `meta.kinds`.
   */
  rowOf(event: LiveEvent): LiveRow | null;
}

/** The row of an event that carries it whole (`task-changed`); null of every other event, and of one whose content is gone. */
export function changedRow({ type, v, entity, propertyId, data, superseded }: LiveEvent): LiveRow | null {
  if (type !== `${entity.kind}-changed` || v !== 1 || data === null || superseded === true) return null;
  return { ...data, id: entity.id, version: entity.version, propertyId } as LiveRow;
}

/** How often a burst of events lets a query be fetched anew. */
const REFETCH_EVERY_MS = 500;

/**
 * Keeps every query that names kinds of entities in `meta.kinds` up to date: a row that is shown is patched at once, and since only
 * the server knows what else has changed (a row that joins or leaves a list, a total), the query is fetched anew right after, at most
 * twice a second. Finance's list, which places its rows by itself, does not need that (features/finance/finance.queries.ts).
 */
export class LiveRows {
  readonly #client: QueryClient;
  readonly #sources: ReadonlyMap<string, RowSource>;
  readonly #stale = new Set<string>();
  readonly #refetch: () => void;

  constructor(client: QueryClient, sources: readonly RowSource[]) {
    this.#client = client;
    this.#sources = new Map(sources.map((source) => [source.service, source]));
    this.#refetch = throttle(() => this.#refetchStale(), REFETCH_EVERY_MS);
  }

  /** Brings events into every query that shows rows of their kinds. */
  apply(events: readonly LiveEvent[]): void {
    const ours = events.filter((event) => this.#isOurs(event));
    if (ours.length === 0) return;
    for (const query of this.#client.getQueryCache().getAll()) this.#bring(query, ours);
  }

  /** Brings the events that a fetch has missed into its answer; null when they are not known any more. */
  follow(query: Query, missed: LiveEvent[] | null): void {
    if (missed !== null) this.#bring(query, missed);
    else if (kindsOf(query).length > 0) this.#markStale(query);
  }

  #isOurs({ service, entity }: LiveEvent): boolean {
    const source = this.#sources.get(service);
    return source !== undefined && source.kinds?.includes(entity.kind) !== false;
  }

  #bring(query: Query, events: readonly LiveEvent[]): void {
    const kinds = kindsOf(query);
    const shown = events.filter((event) => this.#isOurs(event) && kinds.includes(event.entity.kind));
    if (shown.length === 0) return;
    const rows = new Map<string, LiveRow>();
    for (const event of shown) {
      const row = this.#sources.get(event.service)?.rowOf(event) ?? null;
      if (row !== null) rows.set(row.id, row);
    }
    const before = query.state.data;
    const after = withRows(before, rows);
    if (after !== before) this.#client.setQueryData(query.queryKey, after);
    this.#markStale(query);
  }

  #markStale(query: Query): void {
    this.#stale.add(query.queryHash);
    this.#refetch();
  }

  #refetchStale(): void {
    const hashes = new Set(this.#stale);
    this.#stale.clear();
    void this.#client.invalidateQueries({ predicate: ({ queryHash }) => hashes.has(queryHash) });
  }
}

const kindsOf = ({ meta }: Query): readonly string[] =>
  Array.isArray(meta?.["kinds"]) ? meta["kinds"].map(String) : [];

/**
 * The data with these rows in the place of older versions of them, wherever they stand in it: a row, an array, a page, pages. The very
 * same data when nothing changes.
 */
export function withRows<T>(data: T, rows: ReadonlyMap<string, LiveRow>): T {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) {
    const changed: unknown[] = data.map((item: unknown) => withRows(item, rows));
    return changed.some((item, i) => item !== data[i]) ? (changed as T) : data;
  }
  const newer = newerOf(data, rows);
  if (newer !== null) return { ...data, ...newer };
  const entries = Object.entries(data).map(
    ([name, value]: [string, unknown]) => [name, withRows(value, rows)] as const,
  );
  return entries.some(([name, value]) => value !== (data as Record<string, unknown>)[name])
    ? (Object.fromEntries(entries) as T)
    : data;
}

function newerOf(item: object, rows: ReadonlyMap<string, LiveRow>): LiveRow | null {
  const { id, version } = item as Partial<LiveRow>;
  const row = typeof id === "string" ? rows.get(id) : undefined;
  return row !== undefined && typeof version === "number" && row.version > version ? row : null;
}
