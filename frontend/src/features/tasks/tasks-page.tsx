import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { FailureNotice } from "../../ui/failure-notice";
import { Notice } from "../../ui/notice";
import { Sheet } from "../../ui/sheet";
import { SkeletonRows } from "../../ui/skeleton";
import { useMedia } from "../../ui/use-media";
import { boardOf, COLUMNS, type ColumnId, newestOf, type Rights, type Task } from "./board";
import { Duty } from "./duty";
import { TaskCard } from "./task-card";
import { TaskForm } from "./task-form";
import { doneTasksQuery, openTasksQuery, workersQuery } from "./tasks.queries";

interface TasksPageProps {
  property: contract.MyProperty;
  person: contract.Me["person"];
}

/** What is to be done at a property, as a board: to do, in progress, done. */
export function TasksPage({ property, person }: TasksPageProps): ReactNode {
  const open = useQuery(openTasksQuery(property.id));
  const done = useQuery(doneTasksQuery(property.id));
  const { data: workers } = useQuery(workersQuery(property.id));
  const isWide = useMedia("(min-width: 1024px)");
  const [adding, setAdding] = useState(false);
  const [onlyMine, setOnlyMine] = useState(false);
  const members = workers?.data ?? [];
  const rights: Rights = {
    memberId: members.find(({ personId }) => personId === person.id)?.id ?? null,
    mayWork: property.permissions.includes("task.work"),
    mayManage: property.permissions.includes("task.manage"),
  };
  const tasks = newestOf(open.data?.data ?? [], done.data?.data ?? []);
  const shown = onlyMine ? tasks.filter(({ assigneeId }) => assigneeId === rights.memberId) : tasks;
  const failed = open.error ?? done.error;
  const form = <TaskForm property={property} members={members} onCreated={() => setAdding(false)} />;
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="me-auto text-xl font-semibold max-sm:px-1">{t("tasks.title")}</h1>
        {rights.memberId !== null && (
          <label className="flex h-9 items-center gap-2 px-1 max-sm:h-11">
            <input type="checkbox" checked={onlyMine} onChange={(event) => setOnlyMine(event.target.checked)} />
            {t("tasks.onlyMine")}
          </label>
        )}
        <Duty propertyId={property.id} memberId={rights.memberId} timeZone={property.timeZone} />
        {rights.mayManage && (
          <Button look="primary" onClick={() => setAdding(!adding)} aria-expanded={adding}>
            {t("tasks.add")}
          </Button>
        )}
      </div>
      {failed !== null && (
        <FailureNotice
          title={t("failure.title")}
          message={toFailure(failed).message}
          errorId={toFailure(failed).errorId}
          retry={t("failure.retry")}
          onRetry={() => void Promise.all([open.refetch(), done.refetch()])}
          copy={t("failure.copy")}
          copied={t("failure.copied")}
        />
      )}
      {adding && isWide && <section className="panel p-4">{form}</section>}
      {!isWide && (
        <Sheet open={adding} onClose={() => setAdding(false)} title={t("tasks.add")} closeLabel={t("booking.close")}>
          {form}
        </Sheet>
      )}
      {open.data?.hasMore === true && <Notice tone="attention">{t("tasks.more")}</Notice>}
      {open.isPending ? (
        <SkeletonRows rows={8} label={t("app.loading")} />
      ) : (
        <Board tasks={shown} property={property} members={members} rights={rights} />
      )}
    </div>
  );
}

interface BoardProps {
  tasks: readonly Task[];
  property: contract.MyProperty;
  members: readonly contract.StaffMember[];
  rights: Rights;
}

function Board({ tasks, ...rest }: BoardProps): ReactNode {
  const board = boardOf(tasks);
  return (
    <div className="grid gap-3 max-lg:content-start lg:min-h-0 lg:flex-1 lg:grid-cols-3">
      {COLUMNS.map(({ id }) => (
        <Column key={id} id={id} tasks={board[id]} {...rest} />
      ))}
    </div>
  );
}

function Column({ id, tasks, ...rest }: BoardProps & { id: ColumnId }): ReactNode {
  return (
    <section aria-label={t(`tasks.column.${id}`)} className="flex min-w-0 flex-col gap-2 lg:min-h-0">
      <h2 className="flex items-baseline gap-2 px-1 text-sm font-semibold">
        {t(`tasks.column.${id}`)}
        <span className="font-normal text-muted tabular-nums">{tasks.length}</span>
      </h2>
      {tasks.length === 0 && (
        <p className="rounded-md border border-dashed border-line p-3 text-sm text-muted">{t(`tasks.empty.${id}`)}</p>
      )}
      <ul className="flex flex-col gap-2 lg:min-h-0 lg:overflow-y-auto">
        {tasks.map((task) => (
          <li key={task.id}>
            <TaskCard task={task} {...rest} />
          </li>
        ))}
      </ul>
    </section>
  );
}
