import { errorAt, positionOf } from "../diagnostics";
import { readDuration, readExpression, readOptions, readString, type Options } from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context, nameArgument } from "./context";
import { scheduleProblem } from "./cron-schedule";

const SCHEDULES =
  "Five fields of numbers, days of the week by three letters, ranges 1-5, steps */5 and lists of them; Sunday is 0.";
const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

interface CronOptions {
  title: string;
  endpoint: ReturnType<typeof readExpression>;
  every: number;
  schedule: string;
}

/** `new CronJob("id", { title, every | schedule, endpoint })`. */
export function readCron(reference: Reference, { resources }: Context): void {
  const { node, args } = reference;
  const id = nameArgument(reference);
  const [, config] = args;
  if (config === undefined) throw errorAt(node, "missing required config object");
  const options = readOptions<CronOptions>(
    config,
    { title: readString, endpoint: readExpression, every: readDuration, schedule: readString },
    ["endpoint"],
  );
  const { title, endpoint } = options.values;
  const cron = { id, title: title ?? id, schedule: scheduleOf(options, reference), at: positionOf(node) };
  resources.crons.push(bound({ cron, endpoint: endpoint as CronOptions["endpoint"] }, reference));
}

function scheduleOf({ values, at }: Options<CronOptions>, { node }: Reference): string {
  const { every, schedule } = values;
  const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
  if (problem !== undefined) throw errorAt(at("schedule"), `${problem}: ${schedule}`, SCHEDULES);
  if (every !== undefined && schedule !== undefined)
    throw errorAt(node, "expected either `every` or `schedule` to be set, not both");
  if (schedule !== undefined) return `schedule:${schedule}`;
  if (every === undefined) throw errorAt(node, "expected either `every` or `schedule` to be set");
  if (every % MINUTE !== 0) throw errorAt(at("every"), "`every` must be a multiple of 60 seconds");
  if (every / MINUTE > DAY_MINUTES) throw errorAt(at("every"), "`every` must be at most 24 hours");
  return `every:${every / MINUTE}`;
}
