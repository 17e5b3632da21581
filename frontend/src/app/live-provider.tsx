import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { FinanceContext } from "../features/finance/finance-context";
import type { Revenue } from "../features/finance/finance-types";
import { t } from "../lib/i18n/t";
import { LiveContext } from "../lib/live";
import { locale } from "../lib/locale";
import { formatMoney } from "../lib/money";
import { announce } from "../ui/announcer";
import { type LiveSession, startLiveSession } from "./live-session";

/** Keeps the stream open while somebody is logged in, and hands it to what is drawn below. */
export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [session, setSession] = useState<LiveSession | null>(null);
  useEffect(() => {
    const started = startLiveSession(queries, announceRows);
    setSession(started);
    return () => started.stop();
  }, [queries]);
  return session === null ? null : <Provide session={session}>{children}</Provide>;
}

function Provide({ session, children }: { session: LiveSession; children: ReactNode }): ReactNode {
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
