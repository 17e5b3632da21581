import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../../api/client.gen";
import { calendarDay, formatDay } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { announce } from "../../../ui/announcer";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { Notice } from "../../../ui/notice";
import { SkeletonRows } from "../../../ui/skeleton";
import { useNow } from "../../../ui/use-now";
import { FinanceTabs } from "../finance-tabs";
import { LoadFailure } from "../../../lib/load-failure";
import { sayFailure } from "../say-failure";
import { CloseDialog } from "./close-dialog";
import { CloseSteps } from "./close-steps";
import { ClosedDays } from "./closed-days";
import { DayChecks } from "./day-checks";
import { dayCheckQuery, useCloseDay } from "./day-close.queries";

/** The close of a property's open day: what is still open of it, how far it has come, and the days before. */
export function DayClosePage({ property }: { property: contract.MyProperty }): ReactNode {
  const { data, error, isPending, refetch } = useQuery(dayCheckQuery(property.id));
  const [closed, setClosed] = useState<contract.DayClose | null>(null);
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2">
      <FinanceTabs propertyId={property.id} />
      <header className="flex flex-wrap items-baseline gap-x-3 max-sm:px-1">
        <h1 className="text-xl font-semibold">{t("money.dayClose.title")}</h1>
        {data !== undefined && (
          <p className="text-muted">
            {t("money.dayClose.openDay")}{" "}
            <time data-testid="open-day" dateTime={data.businessDate} className="font-medium text-text">
              {formatDay(data.businessDate, locale)}
            </time>
          </p>
        )}
      </header>
      <LoadFailure error={error} onRetry={() => void refetch()} />
      {isPending && <SkeletonRows rows={5} label={t("app.loading")} />}
      {closed !== null && (
        <Notice tone="good" role="status">
          {t("money.dayClose.closed", {
            day: formatDay(closed.businessDate, locale),
            next: formatDay(closed.nextDate, locale),
          })}
        </Notice>
      )}
      {data !== undefined && <OpenDay key={data.businessDate} property={property} day={data} onClosed={setClosed} />}
      <ClosedDays propertyId={property.id} />
    </div>
  );
}

interface OpenDayProps {
  property: contract.MyProperty;
  day: { businessDate: string; checks: contract.DayCheck[]; running: contract.DayClose | null };
  onClosed: (close: contract.DayClose) => void;
}

/** The checks of the open day and the way to close it; while a close runs, how far it has come. */
function OpenDay({ property, day, onClosed }: OpenDayProps): ReactNode {
  const { businessDate, checks, running } = day;
  const [reason, setReason] = useState("");
  const [isAsking, setAsking] = useState(false);
  const close = useCloseDay(property.id, (done) => {
    const [text, next] = [formatDay(done.businessDate, locale), formatDay(done.nextDate, locale)];
    announce(t("money.dayClose.closed", { day: text, next }));
    onClosed(done);
  });
  const open = checks.filter(({ count }) => count > 0);
  const mustPass = open.length > 0 && open.every(({ canPass }) => canPass);
  const today = calendarDay(useNow(60_000), property.timeZone);
  const why = whyNot(property, day, today);
  return (
    <>
      {running === null ? <DayChecks property={property} checks={checks} /> : <CloseSteps close={running} />}
      {mustPass && running === null && <Reason reason={reason} onReason={setReason} />}
      {close.error !== null && (
        <Notice tone="blocked" role="alert">
          {sayFailure(close.error)}
        </Notice>
      )}
      {why !== null && <Notice tone="neutral">{why}</Notice>}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look="primary"
          data-testid="close-day"
          busy={close.isPending}
          disabledReason={why ?? (mustPass && reason.trim() === "" ? t("money.dayClose.passable") : null)}
          onClick={() => (running === null ? setAsking(true) : close.mutate({ businessDate, reason }))}
          className="max-sm:w-full"
        >
          {close.isPending
            ? t("money.dayClose.busy")
            : running === null
              ? t("money.dayClose.close", { day: formatDay(businessDate, locale) })
              : t("money.dayClose.goOn")}
        </Button>
        {running !== null && !close.isPending && <p className="text-sm text-muted">{t("money.dayClose.goOnWhat")}</p>}
      </div>
      {isAsking && (
        <CloseDialog
          businessDate={businessDate}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            close.mutate({ businessDate, reason: reason.trim() });
          }}
        />
      )}
    </>
  );
}

function Reason({ reason, onReason }: { reason: string; onReason: (reason: string) => void }): ReactNode {
  return (
    <div className="max-w-xl">
      <Field label={t("money.dayClose.reason")}>
        {(control) => (
          <textarea
            {...control}
            data-testid="close-reason"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => onReason(event.target.value)}
            className="control h-auto py-1.5"
          />
        )}
      </Field>
    </div>
  );
}

/** Why the day cannot be closed now; null when it can. */
function whyNot(
  { permissions }: contract.MyProperty,
  { businessDate, checks, running }: OpenDayProps["day"],
  today: string,
): string | null {
  if (!permissions.includes("finance.day.close")) return t("money.dayClose.forbidden");
  if (running !== null) return null;
  if (businessDate > today) return t("money.dayClose.notBegun", { day: formatDay(businessDate, locale) });
  const blocking = checks.find(({ count, canPass }) => count > 0 && !canPass);
  return blocking === undefined
    ? null
    : `${t(`money.dayClose.check.${blocking.check}`)}: ${t("money.dayClose.blocks").toLowerCase()}.`;
}
