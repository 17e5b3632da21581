import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { FailureNotice } from "../../ui/failure-notice";
import { Notice } from "../../ui/notice";
import { SkeletonRows } from "../../ui/skeleton";
import { staysQuery } from "./guest.queries";
import { StayRow } from "./stay-row";
import type { StayStep } from "./stay-steps";

interface StayListProps {
  property: contract.MyProperty;
  view: contract.DeskView;
  q: string;
  disabledReason: string | null;
  onStep: (step: StayStep, stay: contract.Reservation) => void;
}

/** One list of the desk in each of its states: loading, failed, empty, filled. */
export function StayList({ property, view, q, disabledReason, onStep }: StayListProps): ReactNode {
  const query = useQuery(staysQuery(property.id, view, q));
  const rows = query.data?.data ?? [];
  return (
    <>
      {query.error !== null && <NotLoaded error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div className="panel min-h-64 overflow-hidden">
          <SkeletonRows rows={8} label={t("app.loading")} />
        </div>
      )}
      {query.isSuccess && rows.length === 0 && (
        <p className="panel p-6 text-center text-muted">
          {q === "" ? t(`guest.empty.${view}`) : t("guest.emptySearch")}
        </p>
      )}
      {rows.length > 0 && (
        <ul aria-label={t(`guest.tab.${view}`)} className="panel overflow-hidden">
          {rows.map((stay) => (
            <StayRow
              key={stay.id}
              stay={stay}
              businessDate={property.businessDate}
              disabledReason={disabledReason}
              onStep={onStep}
            />
          ))}
        </ul>
      )}
      {query.data?.hasMore === true && <Notice tone="neutral">{t("guest.more", { count: rows.length })}</Notice>}
    </>
  );
}

/** A list could not be loaded: what, why, and what to do. */
export function NotLoaded({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const { kind, message, errorId } = toFailure(error);
  return (
    <FailureNotice
      title={t("failure.title")}
      message={kind === "unreachable" ? t("failure.unreachable") : message}
      errorId={errorId}
      retry={t("failure.retry")}
      onRetry={onRetry}
      copy={t("failure.copy")}
      copied={t("failure.copied")}
    />
  );
}
