import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { FinanceContext } from "../features/finance/finance-context";
import type { Revenue } from "../features/finance/finance-types";
import { t } from "../lib/i18n/t";
import { LiveContext } from "../lib/live";
import { locale } from "../lib/locale";
import { formatMoney } from "../lib/money";
import { announce } from "../ui/announcer";
import { createLiveSession } from "./live-session";

/** Keeps the stream open while somebody is logged in, and hands it to what is drawn below. */
export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [session] = useState(() => createLiveSession(queries));
  const { property } = useParams({ strict: false });
  const onRevenue = useEffectEvent((rows: Revenue[]) =>
    announceRows(rows.filter(({ propertyId }) => String(propertyId) === property)),
  );
  useEffect(() => session.start((rows) => onRevenue(rows)), [session]);
  const live = useSyncExternalStore(session.subscribe, session.view);
  return (
    <LiveContext value={live}>
      <FinanceContext value={session.finance}>{children}</FinanceContext>
    </LiveContext>
  );
}

function announceRows(rows: Revenue[]): void {
  const last = rows.at(-1);
  if (last === undefined) return;
  const summary = `${formatMoney(last.amountMinor, last.currency, locale)}, ${t(`finance.source.${last.source}`)}`;
  announce(t("finance.arrived", { count: rows.length, summary }));
}
