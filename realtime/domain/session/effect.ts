import type { ServerFrame } from "../../contract/frames";
import type { Audience } from "../audience";
import type { EventSend } from "../event-frames";
import type { Session } from "./state";

/** A credential that a client sent on its stream (RT25). */
export type Credential = { ticket: string } | { token: string };

/** What a session wants done. */
export type Effect =
  | { do: "send"; frame: ServerFrame; bytes: number }
  | EventSend
  /** Answer with `opened`, whose head is at least `reach` if the log has come that far on any instance. */
  | { do: "open"; reach: number }
  /** Answer with `page`: the audience's events above `after`. */
  | { do: "read"; after: number; audience: Audience }
  /** Answer with `drained` once everything sent has left. */
  | { do: "drain" }
  /** From now on, `published` for this audience. */
  | { do: "follow"; audience: Audience }
  | { do: "unfollow" }
  /** Answer with `memberships`, now and whenever they change. */
  | { do: "belong" }
  /** Answer with `judged`. */
  | { do: "judge"; credential: Credential }
  /** From now on the connection stands on this login: `rights` and `ended` are that one's. */
  | { do: "adopt"; sessionId: string }
  | { do: "close" };

/** What became of a session, and what is to be done, in this order. */
export interface Step {
  session: Session;
  effects: readonly Effect[];
}
