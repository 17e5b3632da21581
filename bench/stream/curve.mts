import type { Clients, Report } from "./clients.mjs";

/** Seconds since the server was ready at which the curve is told. */
const TOLD_AT = [0.5, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30];
const EVERY_MS = 100;

/** What the clients did, and when; seconds since the server was ready. */
export interface Moment {
  at: number;
  report: Report;
}

/** Looks at the clients until `isEnough`, or so long. */
export async function watch(
  clients: Clients,
  readyAt: number,
  isEnough: (report: Report) => boolean,
  withinMs: number,
): Promise<Moment[]> {
  const moments: Moment[] = [];
  for (const end = Date.now() + withinMs; ;) {
    const report = await clients.report();
    moments.push({ at: (Date.now() - readyAt) / 1000, report });
    if (isEnough(report) || Date.now() > end) return moments;
    await new Promise((next) => setTimeout(next, EVERY_MS));
  }
}

/** How the clients came back, a row for each of some moments. */
export function curve(title: string, moments: readonly Moment[]): string[] {
  const told = TOLD_AT.map((at) => moments.find((moment) => moment.at >= at)).filter((moment) => moment !== undefined);
  const last = moments.at(-1);
  if (last !== undefined && !told.includes(last)) told.push(last);
  return [
    `| ${title}: seconds since it was ready | up to date | served, behind | wait for their first frame | wait for the answer to the upgrade | wait to connect again |`,
    "|---|---|---|---|---|---|",
    ...told.map(({ at, report: { open, current, greeting, connecting, upgrading, waiting } }) => {
      return `| ${[at.toFixed(1), current, open - current, greeting, connecting + upgrading, waiting].join(" | ")} |`;
    }),
  ];
}
