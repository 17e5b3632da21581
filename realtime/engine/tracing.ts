import type { Pool } from "pg";
import { type Explanation, explain, whyNotAllowed } from "../domain/trace";
import type { Story } from "../domain/story";
import { findTraced, type TracedEvent } from "../store/traced.read";
import type { Watch } from "./watch";

/** Connections told of in one answer. */
const MOST = 200;

/** Which connections a trace is about; absent fields match all. */
export interface WhichConnections {
  connectionId?: string;
  sessionId?: string;
  personId?: string;
}

export interface TracedConnection extends Explanation {
  story: Story;
}

export class Tracing {
  readonly #pool: Pool;
  readonly #watch: Watch;

  constructor({ pool, watch }: { pool: Pool; watch: Watch }) {
    this.#pool = pool;
    this.#watch = watch;
  }

  find(orgId: string, seq: number): Promise<TracedEvent | null> {
    return findTraced(this.#pool, orgId, seq);
  }

  /**
   * What became of the event on the connections of this process, open and lately closed, newest first: only on those of people who see
   * no other properties than these.
   */
  connections(
    orgId: string,
    event: TracedEvent,
    which: WhichConnections,
    properties: readonly number[],
  ): TracedConnection[] {
    const runSentAt = this.#watch.runs.sentAt(orgId, event.seq);
    return this.stories(orgId, which, properties)
      .slice(-MOST)
      .reverse()
      .map((story) => ({ story, ...explain(event, story, runSentAt) }));
  }

  stories(orgId: string, which: WhichConnections, properties: readonly number[]): Story[] {
    return this.#watch.ledger
      .stories(orgId)
      .filter(
        (story) =>
          (which.connectionId ?? story.connectionId) === story.connectionId &&
          (which.sessionId ?? story.sessionId) === story.sessionId &&
          (which.personId ?? story.personId) === story.personId &&
          story.grants.every(({ propertyId }) => properties.includes(propertyId)),
      );
  }
}

/** What rights say about a person and an event, whether or not there is a connection. */
export function explainPerson(
  event: TracedEvent,
  person: { found: boolean; disabled: boolean; grants: Parameters<typeof whyNotAllowed>[1] },
): { mayNowSee: boolean; words: string } {
  if (!person.found) return { mayNowSee: false, words: "the organisation has no such person" };
  if (person.disabled) return { mayNowSee: false, words: "the person is disabled and can hold no connection" };
  const refusal = whyNotAllowed(event, person.grants);
  return refusal === null
    ? { mayNowSee: true, words: `the person may see ${event.channel} now` }
    : { mayNowSee: false, words: refusal.words };
}
