import type { Injected } from "./injected";
import type { Follower } from "./followers/follower";

export interface Report {
  seed: number;
  minutes: number;
  injected: Injected[];
  followers: { name: string; events: number; connections: number; errors: Follower["trail"]["errors"] }[];
  bookings: number;
  repeats: number;
  events: number;
  /** Empty when all was exact. */
  problems: string[];
}

/** The report for people. */
export function textOf(report: Report): string {
  const { seed, minutes, injected, followers, bookings, repeats, events, problems } = report;
  const kinds = new Map<string, number>();
  for (const { kind } of injected) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [
    `chaos: seed ${seed}, ${minutes} min`,
    `  faults: ${injected.length}`,
    ...[...kinds]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, count]) => `    ${String(count).padStart(4)} ${kind}`),
    `  bookings: ${bookings} acknowledged, ${repeats} requests repeated; events in the logs: ${events}`,
    `  clients: events seen, connections, errors`,
    ...followers.map((f) => {
      const errors = [...f.errors].map(([reason, count]) => `${reason} ${count}`).join(", ");
      return `    ${String(f.events).padStart(7)} ${String(f.connections).padStart(5)}  ${f.name}${errors === "" ? "" : ` (${errors})`}`;
    }),
    problems.length === 0
      ? `  verdict: exact. Nothing lost, nothing doubled, every client in order.`
      : `  verdict: WRONG. Repeat with CHAOS_SEED=${seed} CHAOS_MINUTES=${minutes}`,
    ...problems.map((problem) => `    ${problem}`),
  ].join("\n");
}
