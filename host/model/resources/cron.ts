import { errorAt, positionOf } from "../diagnostics";
import { readDuration, readExpression, readOptions, readString, type Options } from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context, nameArgument } from "./context";

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
  if (schedule !== undefined) checkSchedule(schedule, at("schedule"));
  if (every !== undefined && schedule !== undefined)
    throw errorAt(node, "expected either `every` or `schedule` to be set, not both");
  if (schedule !== undefined) return `schedule:${schedule}`;
  if (every === undefined) throw errorAt(node, "expected either `every` or `schedule` to be set");
  if (every % MINUTE !== 0) throw errorAt(at("every"), "`every` must be a multiple of 60 seconds");
  if (every / MINUTE > DAY_MINUTES) throw errorAt(at("every"), "`every` must be at most 24 hours");
  return `every:${every / MINUTE}`;
}

const FIELDS = [
  { name: "minute", min: 0, max: 59, names: [] },
  { name: "hour", min: 0, max: 23, names: [] },
  { name: "day of month", min: 1, max: 31, names: [] },
  {
    name: "month",
    min: 1,
    max: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of week", min: 0, max: 7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

function checkSchedule(schedule: string, node: Parameters<typeof errorAt>[0]): void {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    throw errorAt(
      node,
      'invalid cron expression: must have exactly 5 fields (minute, hour, day of month, month, day of week), e.g. "* * * * *".',
    );
  }
  for (const [i, field] of FIELDS.entries()) {
    for (const item of parts[i]?.split(",") ?? []) {
      const match = /^(?:\*|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i.exec(item);
      const value = (text: string | undefined): number => {
        const named = field.names.indexOf(text?.toLowerCase() ?? "");
        return text === undefined ? field.min : named === -1 ? Number(text) : named + (field.name === "month" ? 1 : 0);
      };
      const bounds = [value(match?.[1]), value(match?.[2])];
      const fits = match !== null && bounds.every((b) => b >= field.min && b <= field.max) && Number(match[3] ?? 1) > 0;
      if (!fits)
        throw errorAt(
          node,
          `invalid cron expression: ${item} is no ${field.name}`,
          `Write numbers from ${field.min} to ${field.max}, ranges, lists or steps.`,
        );
    }
  }
}
