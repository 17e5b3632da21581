/** One of the person's screens is used, all of them rest, or there is none. */
export type PresenceState = "online" | "away" | "offline";

/** Each process says this often who is connected to it. */
export const BEAT_MS = 20_000;
/** Who was not heard of for this long is gone: two beats and a while. */
export const CONNECTED_MS = 50_000;
/** Who has not used a screen for this long is away. */
export const AWAY_MS = 300_000;

/** Of somebody who is connected. */
export const stateOf = (usedAt: Date, now: Date): PresenceState =>
  now.getTime() - usedAt.getTime() < AWAY_MS ? "online" : "away";

/** What is different from what was shown before; who is not there any more is offline. */
export function presenceChanges(
  shown: ReadonlyMap<string, PresenceState>,
  people: ReadonlyMap<string, PresenceState>,
): { personId: string; state: PresenceState }[] {
  const gone = [...shown.keys()]
    .filter((id) => !people.has(id))
    .map((personId) => ({ personId, state: "offline" as const }));
  const other = [...people].filter(([id, state]) => shown.get(id) !== state);
  return [...gone, ...other.map(([personId, state]) => ({ personId, state }))];
}
