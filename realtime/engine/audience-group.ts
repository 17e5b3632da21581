import type { Audience } from "../domain/audience";
import type { Entry } from "../domain/entry";
import { Run } from "../domain/run";
import type { Publication } from "../domain/session/event";

/** A publication that nobody's cursor fits. */
const FORGOTTEN: Publication = { after: Infinity, firstSeq: Infinity, upTo: Infinity, run: new Run([], "") };

/** Whoever follows a feed. */
export interface Follower {
  published: (publication: Publication) => void;
}

/** Hands a publication to one follower with each step. */
export type Handout = Iterable<void>;

type PublicationOf = (joinedAt: number | undefined) => Publication | null;

/** Followers who see the same channels: they are all handed the very same publication. */
export class AudienceGroup {
  readonly audience: Audience;
  /** Where the last publication to it ended. */
  #publishedTo: number;
  readonly #followers = new Set<Follower>();
  /** Who came while events waited to be published, and the head that they had then. */
  #joined = new Map<Follower, number>();

  constructor(audience: Audience, publishedTo: number) {
    this.audience = audience;
    this.#publishedTo = publishedTo;
  }

  get size(): number {
    return this.#followers.size;
  }

  /** @param head what the follower has already, which may be more than was published */
  add(follower: Follower, head: number): void {
    this.#followers.add(follower);
    if (head > this.#publishedTo) this.#joined.set(follower, head);
  }

  delete(follower: Follower): boolean {
    this.#joined.delete(follower);
    return this.#followers.delete(follower);
  }

  /** More came at once than memory holds: whoever is behind the head reads the log. Returns what tells them. */
  forget(head: number): Handout {
    return this.#hand(head, () => FORGOTTEN);
  }

  /**
   * Takes what is new to it: the audience's entries behind the last publication and up to `head`. Returns what hands it out. Who comes
   * from now on has it already, and hears of the next; it must have been handed out before that.
   */
  publish(entries: readonly Entry[], head: number, runOf: (entries: readonly Entry[]) => Run): Handout {
    const [first] = entries;
    if (first === undefined) return [];
    const whole = { after: this.#publishedTo, firstSeq: first.seq, upTo: head, run: runOf(entries) };
    if (this.#joined.size === 0) return this.#hand(head, () => whole);
    const later = new Map<number, Publication | null>();
    return this.#hand(head, (joinedAt) => {
      if (joinedAt === undefined || joinedAt < first.seq) return whole;
      let rest = later.get(joinedAt);
      if (rest === undefined) later.set(joinedAt, (rest = publicationBehind(joinedAt, entries, head, runOf)));
      return rest;
    });
  }

  #hand(head: number, publicationOf: PublicationOf): Handout {
    const joined = this.#joined;
    this.#joined = new Map();
    this.#publishedTo = head;
    // A copy, for whoever does not fit the publication may catch up and follow anew within this very loop.
    return this.#each(Array.from(this.#followers), joined, publicationOf);
  }

  *#each(
    followers: readonly Follower[],
    joined: ReadonlyMap<Follower, number>,
    publicationOf: PublicationOf,
  ): Generator<void> {
    for (const follower of followers) {
      const publication = publicationOf(joined.get(follower));
      // Between two steps followers leave.
      if (publication === null || !this.#followers.has(follower)) continue;
      follower.published(publication);
      yield;
    }
  }
}

/** For who has the events up to `after` already; null when that is all. */
function publicationBehind(
  after: number,
  entries: readonly Entry[],
  head: number,
  runOf: (entries: readonly Entry[]) => Run,
): Publication | null {
  const rest = entries.filter((entry) => entry.seq > after);
  const [first] = rest;
  return first === undefined ? null : { after, firstSeq: first.seq, upTo: head, run: runOf(rest) };
}
