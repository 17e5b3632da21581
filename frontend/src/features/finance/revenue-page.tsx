import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { identity } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { peopleQuery } from "../../api/queries";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { FailureNotice } from "../../ui/failure-notice";
import { Notice } from "../../ui/notice";
import { Sheet } from "../../ui/sheet";
import { SkeletonRows } from "../../ui/skeleton";
import { useMedia } from "../../ui/use-media";
import { isSameBooking } from "./booking";
import { BookingForm } from "./booking-form";
import { FilterBar } from "./filter-bar";
import type { Filters } from "./filters";
import { revenueListQuery } from "./finance.queries";
import { RevenueList } from "./revenue-list";
import { Totals } from "./totals";
import { usePendingBookings } from "./use-book-revenue";

interface RevenuePageProps {
  property: identity.MyProperty;
  person: identity.Me["person"];
  filters: Filters;
  onFilters: (filters: Filters) => void;
}

/** The live revenue screen of one property. */
export function RevenuePage({ property, person, filters, onFilters }: RevenuePageProps): ReactNode {
  const isWide = useMedia("(min-width: 1024px)");
  const [open, setOpen] = useState(false);
  const can = (permission: identity.Permission): boolean => property.permissions.includes(permission);
  if (!can("finance.revenue.read")) {
    return (
      <Notice tone="neutral" className="m-4">
        {t("finance.forbidden", { permission: "finance.revenue.read" })}
      </Notice>
    );
  }
  const mayBook = can("finance.revenue.record");
  return (
    <div className="flex h-full min-h-0 gap-4 p-4 max-sm:p-2">
      <div className="flex min-w-0 flex-1 flex-col gap-3 max-sm:gap-2">
        <div className="flex items-center justify-between gap-2">
          <h1 className="text-xl font-semibold max-sm:px-1">{t("finance.title")}</h1>
          {!isWide && mayBook && (
            <Button look="primary" onClick={() => setOpen(true)}>
              <Plus aria-hidden className="size-4" />
              {t("booking.open")}
            </Button>
          )}
        </div>
        <Totals
          property={property}
          picked={filters.source}
          onPick={(source) => onFilters(withSource(filters, source))}
        />
        <FilterBar filters={filters} onChange={onFilters} />
        <Lines property={property} person={person} filters={filters} onFilters={onFilters} />
      </div>
      {isWide && (
        <aside className="panel w-80 shrink-0 self-start overflow-y-auto p-4 max-h-full">
          <h2 className="mb-3 text-base font-semibold">{t("booking.title")}</h2>
          {mayBook ? (
            <BookingForm key={property.id} property={property} personId={person.id} />
          ) : (
            <Notice tone="neutral">{t("booking.forbidden")}</Notice>
          )}
        </aside>
      )}
      {!isWide && (
        <Sheet open={open} onClose={() => setOpen(false)} title={t("booking.title")} closeLabel={t("booking.close")}>
          <BookingForm key={property.id} property={property} personId={person.id} onBooked={() => setOpen(false)} />
        </Sheet>
      )}
    </div>
  );
}

function withSource({ source: _dropped, ...rest }: Filters, source: Filters["source"]): Filters {
  return source === undefined ? rest : { ...rest, source };
}

/** The list in each of its states: loading, failed, empty, filled. */
function Lines({ property, person, filters, onFilters }: RevenuePageProps): ReactNode {
  const query = useInfiniteQuery(revenueListQuery({ propertyId: property.id, filters }));
  const people = useQuery(peopleQuery);
  const pending = usePendingBookings(property.id);
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  const nameOf = (id: string): string =>
    id === person.id ? t("finance.you") : (people.data?.get(id) ?? t("finance.someone"));
  const failure = query.error === null ? null : toFailure(query.error);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      {failure !== null && (
        <FailureNotice
          title={t("failure.title")}
          message={[
            failure.kind === "unreachable" ? t("failure.unreachable") : failure.message,
            rows.length > 0 ? t("failure.kept") : "",
          ].join(" ")}
          errorId={failure.errorId}
          retry={t("failure.retry")}
          onRetry={() => void query.refetch()}
          copy={t("failure.copy")}
          copied={t("failure.copied")}
        />
      )}
      {query.isPending && (
        <div className="panel min-h-0 flex-1 overflow-hidden">
          <SkeletonRows rows={12} label={t("app.loading")} />
        </div>
      )}
      {query.isSuccess && rows.length + pending.length === 0 && (
        <div className="panel flex flex-1 flex-col items-center justify-center gap-3 p-6 text-muted">
          <p>{isFiltered ? t("finance.emptyFiltered") : t("finance.empty")}</p>
          {isFiltered && <Button onClick={() => onFilters({})}>{t("finance.clearFilters")}</Button>}
        </div>
      )}
      {query.data !== undefined && rows.length + pending.length > 0 && (
        <RevenueList
          rows={rows}
          pending={pending.filter(
            (request) =>
              !rows.some(
                (row) => row.recordedBy === person.id && isSameBooking(request, row) && isYoung(row.recordedAt),
              ),
          )}
          property={property}
          nameOf={nameOf}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onLoadMore={() => void query.fetchNextPage()}
        />
      )}
    </>
  );
}

/** A line of the last minute may be the one that is still waiting for its answer. */
const isYoung = (recordedAt: string): boolean => Date.now() - Date.parse(recordedAt) < 60_000;
