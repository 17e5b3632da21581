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

  /** More came at once than memory holds: whoever is behind the head reads the log. */
  forget(head: number): void {
    this.#hand(head, () => FORGOTTEN);
  }

  /** Hands out what is new to it: the audience's entries behind the last publication and up to `head`. */
  publish(entries: readonly Entry[], head: number, runOf: (entries: readonly Entry[]) => Run): void {
    const [first] = entries;
    if (first === undefined) return;
    const whole = { after: this.#publishedTo, firstSeq: first.seq, upTo: head, run: runOf(entries) };
    if (this.#joined.size === 0) return this.#hand(head, () => whole);
    const later = new Map<number, Publication | null>();
    this.#hand(head, (joinedAt) => {
      if (joinedAt === undefined || joinedAt < first.seq) return whole;
      let rest = later.get(joinedAt);
      if (rest === undefined) later.set(joinedAt, (rest = publicationBehind(joinedAt, entries, head, runOf)));
      return rest;
    });
  }

  #hand(head: number, publicationOf: (joinedAt: number | undefined) => Publication | null): void {
    const joined = this.#joined;
    this.#joined = new Map();
    this.#publishedTo = head;
    // A copy, for whoever does not fit the publication may catch up and follow anew within this very loop.
    for (const follower of Array.from(this.#followers)) {
      const publication = publicationOf(joined.get(follower));
      if (publication !== null) follower.published(publication);
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
