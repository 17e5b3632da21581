import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Notice } from "../../ui/notice";
import { SkeletonRows } from "../../ui/skeleton";
import { requestsQuery } from "./guest.queries";
import { inOrder } from "./request-order";
import { RequestRow } from "./request-row";
import { NotLoaded } from "./stay-list";

interface RequestListProps {
  property: contract.MyProperty;
  q: string;
}

/** What guests ask for, what is due first on top; with what has ended where that is wanted. */
export function RequestList({ property, q }: RequestListProps): ReactNode {
  const [withEnded, showEnded] = useState(false);
  const query = useQuery(requestsQuery(property.id, !withEnded, q));
  const rows = inOrder(query.data?.data ?? []);
  const mayWrite = property.permissions.includes("guest.request.write");
  return (
    <>
      <label className="flex h-9 w-fit items-center gap-2 px-1 max-sm:h-11">
        <input type="checkbox" checked={withEnded} onChange={(event) => showEnded(event.target.checked)} />
        {t("guest.request.withEnded")}
      </label>
      {query.error !== null && <NotLoaded error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div className="panel min-h-64 overflow-hidden">
          <SkeletonRows rows={6} label={t("app.loading")} />
        </div>
      )}
      {query.isSuccess && rows.length === 0 && (
        <p className="panel p-6 text-center text-muted">
          {q === "" ? t("guest.empty.requests") : t("guest.emptySearch")}
        </p>
      )}
      {rows.length > 0 && (
        <ul aria-label={t("guest.tab.requests")} className="panel">
          {rows.map((request) => (
            <RequestRow key={request.id} request={request} timeZone={property.timeZone} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {query.data?.hasMore === true && <Notice tone="neutral">{t("guest.more", { count: rows.length })}</Notice>}
    </>
  );
}
