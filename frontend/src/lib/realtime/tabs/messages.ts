import type { Cursor, Fault, LiveEvent, Position } from "../machine/state";
import type { ConnectionView } from "../machine/view";

/** What the tab with the connection tells the others. Each chain of `from` and `to` is without a hole, so a tab sees what it missed. */
export type LeaderMessage =
  /** `to` is null when what was delivered is in doubt; rows are fetched anew soon. */
  | { type: "events"; from: Cursor | null; to: Position | null; events: readonly LiveEvent[] }
  | { type: "refetch"; to: Position; reason: string }
  /** To one tab: what came since it asked. `events` is null when that is no longer held, and its rows have to be fetched anew. */
  | { type: "missed"; tab: string; from: Cursor | null; to: Position; events: readonly LiveEvent[] | null }
  /** `hidden`: nobody looks at this tab, so its timers are slow. */
  | { type: "view"; view: ConnectionView; hidden: boolean }
  | { type: "fault"; fault: Fault }
  /** Another tab leads from now on: whoever misses something may ask. */
  | { type: "lead" };

export type FollowerMessage =
  /** `cursor` is null when nothing is held. */
  { type: "ask"; tab: string; cursor: Cursor | null } | { type: "retry" };

export type TabMessage = LeaderMessage | FollowerMessage;

/** The world around the tabs of one login; tests bring their own. */
export interface TabPorts {
  /** Resolves when this tab leads; `lost` is called when another took the lead by force. Resolves to how to give it up. */
  lead(options: { signal: AbortSignal; steal: boolean; lost: () => void }): Promise<() => void>;
  /** Opens the channel to the other tabs. */
  join(onMessage: (message: TabMessage) => void): { post(message: TabMessage): void; leave(): void };
  isHidden(): boolean;
  /** Returns how to take it back. */
  setTimer(run: () => void, afterMs: number): () => void;
  /** The page came back to life. Returns how to take it back. */
  onWake(run: () => void): () => void;
  /** The page is about to be stopped by the browser, with everything in it. Returns how to take it back. */
  onFreeze(run: () => void): () => void;
}
