import { transportOf } from "./chain";
import { isAcknowledged, unchanged } from "./moves";
import type { State, Step, World } from "./state";

/** A credential is renewed this long before it ends, or after three quarters of its time if that is later. */
const EARLY_MS = 75_000;
const AGAIN_MS = 10_000;
/** For a request that is never answered. */
const PATIENCE_MS = 20_000;

/** When to renew what ends at `expiresAt`; `serverNow` tells how far the server's clock is from ours. */
export function renewAt(expiresAt: string | undefined, serverNow: string, world: World): number | null {
  const left = Date.parse(expiresAt ?? "") - Date.parse(serverNow);
  return Number.isNaN(left) ? null : world.now + Math.max(0, left - Math.min(EARLY_MS, left / 4));
}

/** Asks for a ticket that will renew this connection in place (RT25). Other ways than a socket bring the login with each request. */
export function renew(state: State, world: World): Step {
  if (!isAcknowledged(state) || transportOf(state) !== "websocket") return unchanged({ ...state, authBy: null });
  return {
    state: { ...state, authBy: world.now + PATIENCE_MS },
    effects: [{ type: "fetch-ticket", connection: state.connection }],
  };
}

export function present(state: State, ticket: string): Step {
  return {
    state,
    effects: [{ type: "send", connection: state.connection, frame: { type: "auth", ticket } }],
  };
}

/** The connection stays until its own login ends; until then it is tried again, unless that has no sense. */
export function failed(state: State, final: boolean, world: World): Step {
  return unchanged({ ...state, authBy: final ? null : world.now + AGAIN_MS });
}
