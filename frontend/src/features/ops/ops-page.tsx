import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import type { contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { peopleQuery } from "../../api/queries";
import { formatInstant } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale, readerZone } from "../../lib/locale";
import { FailureNotice } from "../../ui/failure-notice";
import { Notice } from "../../ui/notice";
import { SkeletonRows } from "../../ui/skeleton";
import { Figures } from "./figures";
import { mayOperate, OPERATE } from "./may-operate";
import { operationsQuery, type Question } from "./ops.queries";
import { Parked } from "./parked";
import { Tables } from "./tables";
import { TraceAnswer } from "./trace-answer";
import { TraceForm } from "./trace-form";

interface OpsPageProps {
  me: contract.Me;
  /** What is asked about an event; part of the address. */
  question: Question | null;
  onAsk: (question: Question) => void;
}

/** How the stream is, for whoever looks after it; renewed every two seconds. */
export function OpsPage({ me, question, onAsk }: OpsPageProps): ReactNode {
  const isAllowed = mayOperate(me);
  const { data: people } = useQuery({ ...peopleQuery, enabled: isAllowed });
  const nameOf = (personId: string): string => people?.get(personId) ?? t("finance.someone");
  if (!isAllowed) {
    return (
      <Notice tone="neutral" className="m-4">
        {t("ops.forbidden", { permission: OPERATE })}
      </Notice>
    );
  }
  return (
    <div className="flex h-full flex-col gap-3 overflow-y-auto p-4 max-sm:p-2">
      <Now nameOf={nameOf} />
      <Trace question={question} people={people ?? new Map()} nameOf={nameOf} onAsk={onAsk} />
    </div>
  );
}

function Now({ nameOf }: { nameOf: (personId: string) => string }): ReactNode {
  const { data, error, refetch } = useQuery(operationsQuery);
  const failure = error === null ? null : toFailure(error);
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 className="text-xl font-semibold max-sm:px-1">{t("ops.title")}</h1>
        {data !== undefined && (
          <p className="text-xs text-muted tabular-nums max-sm:px-1" data-testid="ops-as-of">
            {t("ops.asOf", {
              time: formatInstant(data.now.at, readerZone, locale),
              instance: data.now.instance,
              head: data.now.head,
            })}
          </p>
        )}
      </div>
      {failure !== null && (
        <FailureNotice
          title={data === undefined ? t("failure.title") : t("ops.stale")}
          message={failure.kind === "unreachable" ? t("failure.unreachable") : failure.message}
          errorId={failure.errorId}
          retry={t("failure.retry")}
          onRetry={() => void refetch()}
          copy={t("failure.copy")}
          copied={t("failure.copied")}
        />
      )}
      {data === undefined && failure === null && <SkeletonRows rows={6} label={t("app.loading")} />}
      {data !== undefined && (
        <>
          <Figures {...data} />
          <Tables now={data.now} nameOf={nameOf} />
          <Parked />
        </>
      )}
    </>
  );
}

interface TraceProps extends Omit<OpsPageProps, "me"> {
  people: ReadonlyMap<string, string>;
  nameOf: (personId: string) => string;
}

function Trace({ question, people, nameOf, onAsk }: TraceProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="panel flex shrink-0 flex-col gap-3 p-3">
      <h2 id={id} className="text-base font-semibold">
        {t("ops.trace.title")}
      </h2>
      <TraceForm asked={question} people={people} onAsk={onAsk} />
      {question !== null && <TraceAnswer question={question} nameOf={nameOf} />}
    </section>
  );
}
