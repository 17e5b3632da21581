import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { LoadFailure } from "../../lib/load-failure";
import { Notice } from "../../ui/notice";
import { type Question, traceQuery } from "./ops.queries";
import { Table } from "./table";
import { clientWords, phaseWords } from "./words";

/** What became of the event. */
export function TraceAnswer({ question, nameOf }: { question: Question; nameOf: (id: string) => string }): ReactNode {
  const { data, error, refetch } = useQuery(traceQuery(question));
  if (error !== null && data === undefined) return <LoadFailure error={error} onRetry={refetch} />;
  if (data === undefined) return <p className="late text-muted">{t("app.loading")}</p>;
  const { event, person } = data;
  return (
    <div className="flex flex-col gap-3" role="status" data-testid="trace-answer">
      <Notice tone={data.state === "kept" ? "good" : "attention"}>
        {t("ops.trace.state", { seq: data.seq, words: data.words })}
      </Notice>
      {event !== null && (
        <p>
          {t("ops.trace.event", {
            what: event.type === null ? t("ops.trace.hidden") : `${event.type} (${event.entity ?? ""})`,
            channel: event.channel,
            n: event.n,
            madeAt: event.madeAt,
          })}{" "}
          {event.sequencedAt !== null &&
            t("ops.trace.sequenced", { at: event.sequencedAt, by: event.sequencedBy ?? "–" })}
        </p>
      )}
      {person !== null && (
        <Notice
          tone={person.mayNowSee ? "neutral" : "attention"}
        >{`${nameOf(person.personId)}: ${person.words}`}</Notice>
      )}
      {event !== null && (
        <Table
          title={t("ops.trace.connections", { instance: data.instance })}
          rows={data.connections}
          keyOf={({ connectionId }) => connectionId}
          empty={t("ops.trace.noConnections")}
          columns={[
            { title: t("ops.person"), cell: ({ personId }) => nameOf(personId) },
            { title: t("ops.trace.words"), cell: ({ words }) => words },
            { title: t("ops.doing"), cell: ({ phase }) => phaseWords(phase) },
            { title: t("ops.connected"), cell: ({ client }) => clientWords(client) },
          ]}
        />
      )}
    </div>
  );
}
