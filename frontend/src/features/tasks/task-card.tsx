import { Clock, TriangleAlert, User } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { formatInstant, formatNear } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { useNow } from "../../ui/use-now";
import { dueOf, mayAssign, type Rights, stepsFor, type Task } from "./board";
import { TaskFiles } from "./task-files";
import { useStepTask } from "./tasks.queries";

interface TaskCardProps {
  task: Task;
  property: contract.MyProperty;
  members: readonly contract.StaffMember[];
  rights: Rights;
}

/** One task, with the steps that the reader can take. */
export function TaskCard({ task, property, members, rights }: TaskCardProps): ReactNode {
  const step = useStepTask(property.id);
  const failure = step.error === null ? null : toFailure(step.error);
  return (
    <article
      aria-label={task.title}
      data-testid="task"
      data-state={task.state}
      className={cx("panel flex flex-col gap-2 p-3", task.priority === "urgent" && "border-s-4 border-s-attention")}
    >
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{task.title}</p>
        {task.room !== null && <span className="rounded bg-sunken px-1.5 font-medium tabular-nums">{task.room}</span>}
      </div>
      {task.notes !== null && <p className="text-sm text-muted [overflow-wrap:anywhere]">{task.notes}</p>}
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted">
        <span>{t(`tasks.state.${task.state}`)}</span>
        <span className="inline-flex items-center gap-1">
          <User aria-hidden className="size-3.5" />
          {task.assigneeName ?? t("tasks.nobody")}
        </span>
        <Due task={task} timeZone={property.timeZone} />
      </p>
      {failure !== null && (
        <p role="alert" className="text-sm text-blocked">
          {failure.reason === "version_conflict" ? t("tasks.conflict") : failure.message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Steps task={task} members={members} rights={rights} busy={step.isPending} onStep={step.mutate} />
        <TaskFiles task={task} property={property} />
      </div>
    </article>
  );
}

interface StepsProps extends Omit<TaskCardProps, "property"> {
  busy: boolean;
  onStep: ReturnType<typeof useStepTask>["mutate"];
}

/** What the reader can do with it now. */
function Steps({ task, members, rights, busy, onStep }: StepsProps): ReactNode {
  const [first, ...others] = stepsFor(task, rights);
  return (
    <>
      {first !== undefined && (
        <Button look="primary" busy={busy} onClick={() => onStep({ task, step: first })}>
          {t(`tasks.step.${first}`)}
        </Button>
      )}
      {others.map((other) => (
        <Button key={other} busy={busy} onClick={() => onStep({ task, step: other })}>
          {t(`tasks.step.${other}`)}
        </Button>
      ))}
      {mayAssign(task, rights) && (
        <select
          aria-label={t("tasks.assign")}
          value={task.assigneeId ?? ""}
          onChange={(event) => onStep({ task, step: "assign", assigneeId: event.target.value })}
          className="control w-auto max-w-44"
        >
          <option value="" disabled>
            {t("tasks.assign")}
          </option>
          {members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {rights.mayManage && task.state !== "done" && (
        <Button look="quiet" busy={busy} onClick={() => onStep({ task, step: "skip" })}>
          {t("tasks.step.skip")}
        </Button>
      )}
    </>
  );
}

/** When it is due, with an icon and a word once that matters. */
function Due({ task, timeZone }: { task: Task; timeZone: string }): ReactNode {
  const now = useNow(30_000);
  const due = dueOf(task, now);
  if (due === "none" || task.dueAt === null) return null;
  const Icon = due === "over" ? TriangleAlert : Clock;
  return (
    <span
      title={formatInstant(task.dueAt, timeZone, locale)}
      className={cx(
        "inline-flex items-center gap-1 tabular-nums",
        due === "over" && "font-medium text-blocked",
        due === "soon" && "font-medium text-attention",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {t(due === "over" ? "tasks.overdue" : "tasks.due", { time: formatNear(task.dueAt, timeZone, locale, now) })}
    </span>
  );
}
