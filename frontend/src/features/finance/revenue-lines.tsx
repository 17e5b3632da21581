import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { type Failure, toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { FailureNotice } from "../../ui/failure-notice";
import { SkeletonRows } from "../../ui/skeleton";
import { notYetListed } from "./booking";
import type { Filters } from "./filters";
import { revenueListQuery } from "./finance.queries";
import type { Revenue } from "./finance-types";
import { RevenueDialog } from "./revenue-dialog";
import { RevenueList } from "./revenue-list";
import { useNames } from "./use-names";
import { usePendingBookings } from "./use-book-revenue";

interface RevenueLinesProps {
  property: contract.MyProperty;
  person: contract.Me["person"];
  filters: Filters;
  onFilters: (filters: Filters) => void;
  /** Leads to the form; null for who may not book. */
  onBook: (() => void) | null;
}

/** The list in each of its states: loading, failed, empty, filled. */
export function RevenueLines({ property, person, filters, onFilters, onBook }: RevenueLinesProps): ReactNode {
  const query = useInfiniteQuery(revenueListQuery({ propertyId: property.id, filters }));
  const nameOf = useNames(person.id);
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  const pending = notYetListed(usePendingBookings(property.id), rows, person.id);
  const [opened, open] = useState<Revenue | null>(null);
  const isEmpty = rows.length + pending.length === 0;
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      {query.error !== null && (
        <NotLoaded failure={toFailure(query.error)} isKept={rows.length > 0} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && (
        <div className="panel min-h-64 flex-1 overflow-hidden">
          <SkeletonRows rows={12} label={t("app.loading")} />
        </div>
      )}
      {query.isSuccess && isEmpty && isFiltered && (
        <Empty text={t("finance.emptyFiltered")} action={t("finance.clearFilters")} onAct={() => onFilters({})} />
      )}
      {query.isSuccess && isEmpty && !isFiltered && (
        <Empty text={t("finance.empty")} action={t("finance.emptyAction")} onAct={onBook} />
      )}
      {query.data !== undefined && !isEmpty && (
        <RevenueList
          rows={rows}
          pending={pending}
          property={property}
          nameOf={nameOf}
          onOpen={open}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onLoadMore={() => void query.fetchNextPage()}
        />
      )}
      {opened !== null && (
        <RevenueDialog
          property={property}
          line={opened}
          isTakenBack={rows.some(({ reversalOf }) => reversalOf === opened.id)}
          recordedBy={nameOf(opened.recordedBy)}
          onClose={() => open(null)}
        />
      )}
    </>
  );
}

function Empty({ text, action, onAct }: { text: string; action: string; onAct: (() => void) | null }): ReactNode {
  return (
    <div className="panel flex min-h-64 flex-1 flex-col items-center justify-center gap-3 p-6 text-muted">
      <p>{text}</p>
      {onAct !== null && <Button onClick={onAct}>{action}</Button>}
    </div>
  );
}

/** `isKept`: what was loaded before stays on the screen. */
function NotLoaded({
  failure,
  isKept,
  onRetry,
}: {
  failure: Failure;
  isKept: boolean;
  onRetry: () => void;
}): ReactNode {
  const why = failure.kind === "unreachable" ? t("failure.unreachable") : failure.message;
  return (
    <FailureNotice
      title={t("failure.title")}
      message={isKept ? `${why} ${t("failure.kept")}` : why}
      errorId={failure.errorId}
      retry={t("failure.retry")}
      onRetry={onRetry}
      copy={t("failure.copy")}
      copied={t("failure.copied")}
    />
  );
}
