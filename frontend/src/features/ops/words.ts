import { t } from "../../lib/i18n/t";

const PHASES = ["handshake", "opening", "catching-up", "sending", "live", "lagging", "suspended", "closed"] as const;
const CLIENTS = ["websocket", "sse", "poll"] as const;

/** What a connection does, in words; a phase that this page does not know is shown as it is. */
export function phaseWords(phase: string): string {
  const known = PHASES.find((each) => each === phase);
  return known === undefined ? phase : t(`ops.phase.${known}`);
}

/** How a client is connected. */
export function clientWords(client: string): string {
  const known = CLIENTS.find((each) => each === client);
  return known === undefined ? client : t(`ops.client.${known}`);
}

/** `850 ms`, `12 s`, `3 min`. */
export function spanWords(ms: number): string {
  if (ms < 1000) return t("ops.ms", { ms: Math.round(ms) });
  if (ms < 120_000) return t("ops.seconds", { seconds: Math.round(ms / 1000) });
  return t("ops.minutes", { minutes: Math.round(ms / 60_000) });
}
