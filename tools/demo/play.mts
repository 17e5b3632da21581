import { setTimeout as pause } from "node:timers/promises";
import { APIError } from "../../frontend/src/api/client.gen";
import { Chance } from "./chance.mjs";
import { closeDay, compareDashboard } from "./close.mjs";
import { arrive, ask, depart, reserve } from "./desk.mjs";
import { photograph, sendReceipt } from "./papers.mjs";
import { inspect, makeUp } from "./rooms.mjs";
import type { Scene, Stage } from "./scene.mjs";
import { talk } from "./talk.mjs";
import { gather } from "./team.mjs";
import { buy, sell } from "./till.mjs";

interface PlayOptions {
  url: string;
  /** Minutes of the day in a minute. */
  speed: number;
  hours: number;
  seed: number;
  say: (line: string) => void;
  /** Leaves the day open, as it is in the midst of it. */
  staysOpen?: boolean;
}

interface Day {
  /** How often each scene did something. */
  played: Record<string, number>;
  /** What the server refused, since somebody else was faster, say. */
  refused: number;
  /** What became of the day; empty until its end. */
  closed: string;
  /** What is not as it should be at the end. */
  defects: string[];
}

/** How often each scene comes up in an hour of the day. */
const SCENES: [name: string, scene: Scene, anHour: number][] = [
  ["reserve", reserve, 2],
  ["arrive", arrive, 5],
  ["depart", depart, 3],
  ["ask", ask, 5],
  ["make up", makeUp, 8],
  ["inspect", inspect, 4],
  ["sell", sell, 10],
  ["buy", buy, 4],
  ["talk", talk, 6],
  ["send a receipt", sendReceipt, 1],
  ["photograph", photograph, 2],
];
const PROPERTY = 1;
const OPENS_AT = 8 * 60;
const DAY_MINUTES = 24 * 60;

/** Plays the day in the hotel's first property. */
export async function play({ url, speed, hours, seed, say, staysOpen = false }: PlayOptions): Promise<Day> {
  const chance = new Chance(seed);
  const stage: Stage = { team: gather(url), propertyId: PROPERTY, chance };
  const day: Day = { played: {}, refused: 0, closed: "", defects: [] };
  const began = Date.now();
  for (const { minute, name, scene } of plan(hours, chance)) {
    await pause(Math.max(0, began + (minute / speed) * 60_000 - Date.now()));
    const done = await act(scene, stage, day, name);
    if (done === null) continue;
    day.played[name] = (day.played[name] ?? 0) + 1;
    say(`${clockOf(minute)}  ${done}`);
  }
  if (staysOpen) return day;
  day.defects.push(...(await compareDashboard(stage)));
  const { line, defects } = await closeDay(stage);
  day.defects.push(...defects);
  say(`${clockOf(hours * 60)}  ${line}`);
  return { ...day, closed: line };
}

/** Every scene at minutes spread over the day by chance, in order. */
function plan(hours: number, chance: Chance): { minute: number; name: string; scene: Scene }[] {
  const minutes = hours * 60;
  return SCENES.flatMap(([name, scene, anHour]) =>
    Array.from({ length: Math.round(anHour * hours) }, () => ({ minute: chance.next() * minutes, name, scene })),
  ).toSorted((a, b) => a.minute - b.minute);
}

/** A refusal is part of a day; anything else ends it. */
async function act(scene: Scene, stage: Stage, day: Day, name: string): Promise<string | null> {
  try {
    return await scene(stage);
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    if (error.status >= 500) day.defects.push(`${name}: ${error.status} ${error.message}`);
    else day.refused += 1;
    return null;
  }
}

function clockOf(minute: number): string {
  const time = (OPENS_AT + Math.floor(minute)) % DAY_MINUTES;
  return `${String(Math.floor(time / 60)).padStart(2, "0")}:${String(time % 60).padStart(2, "0")}`;
}
