import { Plus } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Sheet } from "../../ui/sheet";
import { useMedia } from "../../ui/use-media";
import { BookingForm } from "./booking-form";
import { FinanceTabs } from "./finance-tabs";
import { FilterBar } from "./filter-bar";
import type { Filters } from "./filters";
import { RevenueLines } from "./revenue-lines";
import { Totals } from "./totals";

interface RevenuePageProps {
  property: contract.MyProperty;
  person: contract.Me["person"];
  filters: Filters;
  onFilters: (filters: Filters) => void;
}

/** The live revenue screen of one property. At the desk the form stands beside the list; on a phone it comes up when asked for. */
export function RevenuePage({ property, person, filters, onFilters }: RevenuePageProps): ReactNode {
  const isWide = useMedia("(min-width: 1024px)");
  const [open, setOpen] = useState(false);
  const aside = useRef<HTMLElement>(null);
  const can = (permission: contract.Permission): boolean => property.permissions.includes(permission);
  const mayBook = can("finance.revenue.record");
  const startBooking = (): void => (isWide ? aside.current?.querySelector("input")?.focus() : setOpen(true));
  const form = { property, personId: person.id };
  return (
    <div className="flex h-full min-h-0 gap-4 overflow-y-auto p-4 max-sm:p-2">
      <div className="flex min-w-0 flex-1 flex-col gap-3 max-sm:gap-2">
        <FinanceTabs propertyId={property.id} />
        <Heading onBook={isWide ? null : startBooking} mayBook={mayBook} />
        <Totals property={property} filters={filters} onFilters={onFilters} />
        <FilterBar filters={filters} onChange={onFilters} />
        <RevenueLines
          property={property}
          person={person}
          filters={filters}
          onFilters={onFilters}
          onBook={mayBook ? startBooking : null}
        />
      </div>
      {isWide ? (
        <aside ref={aside} className="panel max-h-full w-80 shrink-0 self-start overflow-y-auto p-4">
          <h2 className="mb-3 text-base font-semibold">{t("booking.title")}</h2>
          {mayBook ? <BookingForm key={property.id} {...form} /> : <Forbidden />}
        </aside>
      ) : (
        <Sheet open={open} onClose={() => setOpen(false)} title={t("booking.title")} closeLabel={t("booking.close")}>
          <BookingForm key={property.id} {...form} onBooked={() => setOpen(false)} />
        </Sheet>
      )}
    </div>
  );
}

/** With the button that opens the form, where the form does not stand beside the list. */
function Heading({ onBook, mayBook }: { onBook: (() => void) | null; mayBook: boolean }): ReactNode {
  return (
    <>
      <div className="flex items-center justify-between gap-2">
        <h1 className="text-xl font-semibold max-sm:px-1">{t("finance.title")}</h1>
        {onBook !== null && (
          <Button look="primary" onClick={onBook} disabledReason={mayBook ? null : t("booking.forbidden")}>
            <Plus aria-hidden className="size-4" />
            {t("booking.open")}
          </Button>
        )}
      </div>
      {onBook !== null && !mayBook && <Forbidden />}
    </>
  );
}

function Forbidden(): ReactNode {
  return <Notice tone="neutral">{t("booking.forbidden")}</Notice>;
}
