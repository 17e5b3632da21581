import type { Grant } from "../../identity/contract/auth";

/** What happened on the connections of people who see the same properties. */
export interface Counters {
  open: number;
  active: number;
  total: number;
  delivered: number;
  replayed: number;
  /** Events sent without the payload that a later one made obsolete. */
  superseded: number;
  /** Times that a client was told to fetch its data anew. */
  resyncs: number;
  /** Error frames sent. */
  refused: number;
  /** Times that a connection fell behind what it reads. */
  lagged: number;
}

const zero = (): Counters => ({
  open: 0,
  active: 0,
  total: 0,
  delivered: 0,
  replayed: 0,
  superseded: 0,
  resyncs: 0,
  refused: 0,
  lagged: 0,
});

/**
 * Counts of this process, kept apart by organisation and by the properties that the connected person sees: so that whoever sees
 * property 1 only learns nothing of how busy property 2 is.
 */
export class CounterBook {
  readonly #byOrg = new Map<string, Map<string, { properties: number[]; counters: Counters }>>();
  readonly all: Counters = zero();

  /** The counters that a connection of this person counts in. */
  of(orgId: string, grants: readonly Grant[]): Counters {
    const properties = grants.map((grant) => grant.propertyId).sort((a, b) => a - b);
    let scopes = this.#byOrg.get(orgId);
    if (scopes === undefined) this.#byOrg.set(orgId, (scopes = new Map()));
    const key = properties.join(",");
    let scope = scopes.get(key);
    if (scope === undefined) scopes.set(key, (scope = { properties, counters: zero() }));
    return scope.counters;
  }

  /** The sum over the connections of people who see nothing but these properties. */
  sum(orgId: string, properties: readonly number[]): Counters {
    const sum = zero();
    for (const scope of this.#byOrg.get(orgId)?.values() ?? []) {
      if (!scope.properties.every((id) => properties.includes(id))) continue;
      for (const key of Object.keys(sum) as (keyof Counters)[]) sum[key] += scope.counters[key];
    }
    return sum;
  }
}
