import { accept, type Outcome, refuse } from "./outcome";

/** The life of an entity: which states a step may be taken from, and where it leads. */
export type Steps<State extends string, Step extends string> = Readonly<
  Record<Step, { from: readonly State[]; to: State }>
>;

/** The state behind the step, or the refusal that names the steps which are possible instead. */
export function takeStep<State extends string, Step extends string>(
  steps: Steps<State, Step>,
  state: State,
  step: Step,
): Outcome<State, "step_not_possible"> {
  if (steps[step].from.includes(state)) return accept(steps[step].to);
  const possible = (Object.keys(steps) as Step[]).filter((other) => steps[other].from.includes(state));
  return refuse("step_not_possible", { values: { step, state, possible: possible.join(", ") || "none" } });
}

/** Refuses a change that was decided on another version of the entity than the one that is there. */
export function onVersion(version: number, expected: number): Outcome<null, "version_conflict"> {
  return version === expected ? accept(null) : refuse("version_conflict", { values: { version, expected } });
}
