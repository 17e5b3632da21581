import { clock } from "../../platform/clock";
import { Gathered } from "../../platform/gathered";
import type { Health } from "../../platform/health";
import type { Memberships } from "../domain/memberships";
import type { Connection } from "./connection";

/** People asked for in one call. */
const CHUNK = 2000;
/** Between two looks at everybody. */
const ALL_MS = 60_000;
const UNHEALTHY_AFTER_MS = 10_000;

interface Person {
  orgId: string;
  personId: string;
}

/** A person with connections here that wish for conversations. */
interface Watched extends Person {
  /** Null until chat has answered. */
  memberships: Memberships | null;
  readonly connections: Set<Follower>;
}

/** A connection that follows conversations. */
export type Follower = Pick<Connection, "auth" | "regrant">;

export interface MembershipWatchOptions {
  /** Whose memberships may have changed since the last answer, and what to ask with next time. */
  changed: (since: string | undefined) => Promise<{ people: Person[]; upTo: string }>;
  /** Chat's answer, by person; who is in no conversation may be left out. */
  ask: (orgId: string, personIds: string[]) => Promise<ReadonlyMap<string, Memberships>>;
}

const keyOf = ({ orgId, personId }: Person): string => `${orgId} ${personId}`;

/**
 * Knows the conversations of whoever wishes for them on a connection of this process, and keeps them true: asks chat whose memberships
 * changed, one question however many connections there are, and then for those people. Where nobody wishes for conversations, nothing
 * is asked. While chat cannot be asked, connections stay as they are, and the process is not healthy.
 */
export class MembershipWatch {
  readonly #options: MembershipWatchOptions;
  readonly #people = new Map<string, Watched>();
  /** People whose answer may be older than a change. */
  readonly #due = new Set<string>();
  readonly #asked = new Gathered<string, Memberships>((keys) => this.#ask(keys));
  /** Settled once changes are noted from some moment on: nobody is asked for before it. */
  #begun: Promise<void> | null = null;
  #since: string | undefined;
  #allAskedAt = clock.nowMs();
  #askedAt = clock.nowMs();

  constructor(options: MembershipWatchOptions) {
    this.#options = options;
  }

  /** The memberships of the connection's person. From now on the connection is told when they change. */
  join(connection: Follower): Memberships | Promise<Memberships> {
    const { orgId, userID: personId } = connection.auth;
    const key = keyOf({ orgId, personId });
    const person = this.#people.get(key) ?? { orgId, personId, memberships: null, connections: new Set() };
    this.#people.set(key, person);
    person.connections.add(connection);
    return person.memberships ?? this.#first(key, person);
  }

  async #first(key: string, person: Watched): Promise<Memberships> {
    await this.#begin();
    const answer = (await this.#asked.get(key)) ?? [];
    // What a look has brought meanwhile is as new, or newer.
    return (person.memberships ??= answer);
  }

  leave(connection: Follower): void {
    const { orgId, userID: personId } = connection.auth;
    this.#people.get(keyOf({ orgId, personId }))?.connections.delete(connection);
  }

  #begin(): Promise<void> {
    this.#begun ??= this.#options.changed(undefined).then(
      ({ upTo }) => {
        this.#since = upTo;
      },
      (error: unknown) => {
        this.#begun = null;
        throw error;
      },
    );
    return this.#begun;
  }

  async look(): Promise<void> {
    if (this.#people.size > 0) await this.#look();
    this.#askedAt = clock.nowMs();
  }

  async #look(): Promise<void> {
    await this.#begin();
    const { people, upTo } = await this.#options.changed(this.#since);
    for (const person of people) this.#due.add(keyOf(person));
    this.#since = upTo;
    const isTimeForAll = clock.nowMs() - this.#allAskedAt >= ALL_MS;
    if (isTimeForAll) this.#forget();
    const keys = [...(isTimeForAll ? this.#people.keys() : this.#due)].filter((key) => this.#people.has(key));
    const found = await this.#ask(keys);
    for (const key of keys) this.#tell(key, found.get(key) ?? []);
    for (const key of keys) this.#due.delete(key);
    for (const key of this.#due) if (!this.#people.has(key)) this.#due.delete(key);
    if (isTimeForAll) this.#allAskedAt = clock.nowMs();
  }

  #tell(key: string, memberships: Memberships): void {
    const person = this.#people.get(key);
    if (person === undefined || JSON.stringify(person.memberships) === JSON.stringify(memberships)) return;
    person.memberships = memberships;
    for (const connection of person.connections) connection.regrant({ type: "memberships", memberships });
  }

  /** People who have no connection any more: those who poll would be asked for each time if they went at once. */
  #forget(): void {
    for (const [key, { connections }] of this.#people) if (connections.size === 0) this.#people.delete(key);
  }

  /** One question for each organisation and chunk of people. */
  async #ask(keys: readonly string[]): Promise<Map<string, Memberships>> {
    const byOrg = new Map<string, string[]>();
    for (const key of keys) {
      const [orgId = "", personId = ""] = key.split(" ");
      const people = byOrg.get(orgId);
      if (people === undefined) byOrg.set(orgId, [personId]);
      else people.push(personId);
    }
    const found = new Map<string, Memberships>();
    for (const [orgId, personIds] of byOrg) {
      for (let from = 0; from < personIds.length; from += CHUNK) {
        const answer = await this.#options.ask(orgId, personIds.slice(from, from + CHUNK));
        for (const [personId, memberships] of answer) found.set(keyOf({ orgId, personId }), memberships);
      }
    }
    return found;
  }

  health(): Health {
    const forMs = clock.nowMs() - this.#askedAt;
    if (forMs < UNHEALTHY_AFTER_MS) return { ok: true, message: "memberships are current" };
    return { ok: false, message: `memberships could not be read for ${Math.round(forMs / 1000)} s` };
  }
}
