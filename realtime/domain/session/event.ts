import type { Grant } from "../../../identity/contract/auth";
import type { Audience } from "../audience";
import type { Run } from "../run";
import type { Opened } from "./state";

/** New events of an audience: exactly those with `after < seq <= upTo`; the first of them has `firstSeq`. */
export interface Publication {
  after: number;
  firstSeq: number;
  upTo: number;
  run: Run;
}

/** A piece of the log: the audience's events behind where it was asked for, up to `upTo`. */
export interface Page {
  runs: readonly Run[];
  upTo: number;
}

/** What was asked for by `read`, with `head` and `keptAfter` as they are now. */
export interface PageEvent {
  type: "page";
  after: number;
  audience: Audience;
  page: Page;
  head: number;
  keptAfter: number;
  opened: () => Opened;
}

/** What happens to a session. */
export type SessionEvent =
  | { type: "message"; message: unknown }
  | { type: "deadline" }
  | { type: "opened"; opened: Opened }
  | PageEvent
  | { type: "published"; publication: Publication }
  /** The socket does not take more for now. */
  | { type: "behind" }
  /** Everything sent has left. */
  | { type: "drained" }
  /** Time for a ping; everything of the audience up to `seq` was published to a live session. */
  | { type: "ping"; seq: number }
  /** What the person may do now; null when the login has ended. */
  | { type: "rights"; grants: readonly Grant[] | null }
  | { type: "failed"; errorId: string }
  | { type: "overloaded" }
  | { type: "gone" };
