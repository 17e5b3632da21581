import type { ReactNode } from "react";
import type { api } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Table } from "./table";
import { clientWords, phaseWords, spanWords } from "./words";

const whole = new Intl.NumberFormat(locale);

/** The connections behind the numbers. */
export function Tables({ now, nameOf }: { now: api.Operations; nameOf: (personId: string) => string }): ReactNode {
  return (
    <>
      <Table
        title={t("ops.slowest")}
        rows={now.slowest}
        keyOf={({ connectionId }) => connectionId}
        empty={t("ops.slowestEmpty")}
        columns={[
          { title: t("ops.person"), cell: ({ personId }) => nameOf(personId) },
          { title: t("ops.doing"), cell: ({ phase }) => phaseWords(phase) },
          { title: t("ops.behindEvents"), isNumber: true, cell: (row) => whole.format(row.behindEvents) },
          { title: t("ops.since"), isNumber: true, cell: ({ behindMs }) => spanWords(behindMs) },
          { title: t("ops.connected"), cell: ({ client }) => clientWords(client) },
          {
            title: t("ops.connection"),
            cell: ({ connectionId }) => <code className="text-xs select-all">{connectionId}</code>,
          },
        ]}
      />
      <div className="grid gap-3 md:grid-cols-2">
        <Table
          title={t("ops.byPhase")}
          rows={now.clients}
          keyOf={({ client, phase }) => `${client} ${phase}`}
          empty={t("ops.byPhaseEmpty")}
          columns={[
            { title: t("ops.connected"), cell: ({ client }) => clientWords(client) },
            { title: t("ops.doing"), cell: ({ phase }) => phaseWords(phase) },
            { title: t("ops.count"), isNumber: true, cell: ({ count }) => whole.format(count) },
          ]}
        />
        <Table
          title={t("ops.heldTitle")}
          rows={now.held}
          keyOf={({ service }) => service}
          empty={t("ops.heldEmpty")}
          columns={[
            { title: t("ops.service"), cell: ({ service }) => service },
            { title: t("ops.missing"), isNumber: true, cell: ({ missing }) => whole.format(missing) },
            { title: t("ops.heldCount"), isNumber: true, cell: ({ held }) => whole.format(held) },
          ]}
        />
      </div>
    </>
  );
}
