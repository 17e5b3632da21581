import type { Problem } from "../../problem";
import type { DatabaseState } from "../../services/postgres/database-states";

/** Migrations that changed after they ran, runs that failed, and files that wait. Of a new installation everything may wait. */
export function migrationProblems(states: DatabaseState[]): Problem[] {
  const isNew = states.every(({ plan }) => plan.applied.length === 0);
  return states.flatMap(({ name, plan }) => {
    const problems = [...plan.problems];
    if (plan.dirty !== undefined)
      problems.push({
        cause: `Database ${name}: migration ${plan.dirty} is marked dirty, since a run of it failed.`,
        remedy: "It kept nothing. Mend the file if need be, and run it again: lobby migrate up",
      });
    const waiting = plan.pending.filter((file) => file.number !== plan.dirty);
    if (!isNew && waiting.length > 0)
      problems.push({
        cause: `Database ${name}: ${waiting.length === 1 ? "a migration has" : `${waiting.length} migrations have`} not run yet: ${waiting.map((file) => file.name).join(", ")}.`,
        remedy: "The next start runs them. To look first: lobby migrate plan; to run them now: migrate up",
      });
    return problems;
  });
}
