import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../api/client";
import type { api as types } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { formatInstant } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale, readerZone } from "../../lib/locale";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { operationsQuery, parkedQuery } from "./ops.queries";
import { Table } from "./table";

/** Messages that could not be sequenced, each with a button that tries it again. */
export function Parked(): ReactNode {
  const queries = useQueryClient();
  const { data, error } = useQuery(parkedQuery);
  const again = useMutation({
    mutationFn: (id: number) => api.realtime.replayParked({ ids: [id] }),
    onSettled: () =>
      Promise.all([parkedQuery, operationsQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey }))),
  });
  const failure = error ?? again.error;
  const [tried] = again.data?.data ?? [];
  return (
    <>
      {failure !== null && <Notice tone="blocked">{toFailure(failure).message}</Notice>}
      {tried !== undefined && (
        <Notice tone={tried.outcome === "sequenced" ? "good" : "attention"} role="status">
          {t(`ops.again.${tried.outcome}`, { id: tried.id, reason: tried.reason ?? "" })}
        </Notice>
      )}
      {data !== undefined && (
        <Table
          title={t("ops.parked")}
          rows={data.data}
          keyOf={({ id }) => String(id)}
          empty={t("ops.parkedEmpty")}
          columns={[
            { title: t("ops.message"), cell: ({ id }) => id },
            { title: t("ops.service"), cell: ({ service, batchNo }) => `${service} ${batchNo ?? ""}` },
            { title: t("ops.reason"), cell: ({ reason }) => reason },
            { title: t("ops.events"), cell: ({ events }) => eventWords(events) },
            {
              title: t("ops.parkedAt"),
              cell: ({ parkedAt }) => (
                <span className="whitespace-nowrap">{formatInstant(parkedAt, readerZone, locale)}</span>
              ),
            },
            {
              title: t("ops.action"),
              cell: ({ id }) => (
                <Button
                  busy={again.isPending && again.variables === id}
                  aria-label={t("ops.tryMessage", { id })}
                  onClick={() => again.mutate(id)}
                >
                  {t("failure.retry")}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

const eventWords = (events: types.ParkedMessage["events"]): string =>
  events.map(({ type, id }) => type ?? id ?? t("ops.unreadable")).join(", ");
