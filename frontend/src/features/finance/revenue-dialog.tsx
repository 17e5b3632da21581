import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import type { contract } from "../../api/client.gen";
import { isTransient } from "../../api/failure";
import { formatDay, formatInstant } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMoney } from "../../lib/money";
import { announce } from "../../ui/announcer";
import { Dialog } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { useFinance } from "./finance-context";
import type { Revenue } from "./finance-types";
import { ReasonDialog } from "./reason-dialog";

interface RevenueDialogProps {
  property: contract.MyProperty;
  line: Revenue;
  /** Another line that is known here takes it back. */
  isTakenBack: boolean;
  recordedBy: string;
  onClose: () => void;
}

/** One line of revenue with all that is known of it, and the way to take it back by a further one. */
export function RevenueDialog({ property, line, isTakenBack, recordedBy, onClose }: RevenueDialogProps): ReactNode {
  const { cache } = useFinance();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const amount = formatMoney(line.amountMinor, line.currency, locale);
  const reverse = useMutation({
    mutationFn: (reason: string) => api.finance.reverseRevenue(line.id, { reason, idempotencyKey: key }),
    retry: (failures, error) => failures < 2 && isTransient(error),
    onError: () => setKey(crypto.randomUUID()),
    onSuccess(reversal) {
      cache.add(reversal);
      announce(t("money.line.done", { amount }));
      onClose();
    },
  });
  const facts = <Facts line={line} property={property} recordedBy={recordedBy} />;
  const isFinal = line.reversalOf !== null || isTakenBack;
  if (isFinal || !property.permissions.includes("finance.revenue.reverse"))
    return (
      <Dialog title={`${t("money.line.title")} · ${amount}`} closeLabel={t("booking.close")} onClose={onClose}>
        {facts}
        <Notice tone="neutral" className="mt-3">
          {t(
            line.reversalOf !== null
              ? "money.line.takesBack"
              : isTakenBack
                ? "money.line.takenBack"
                : "money.line.forbidden",
          )}
        </Notice>
      </Dialog>
    );
  return (
    <ReasonDialog
      title={`${t("money.line.title")} · ${amount}`}
      submit={t("money.line.submit")}
      error={reverse.error}
      busy={reverse.isPending}
      onSubmit={(reason) => reverse.mutate(reason)}
      onClose={onClose}
    >
      {facts}
      <p className="mt-3">{t("money.line.what", { amount })}</p>
    </ReasonDialog>
  );
}

function Facts({
  line,
  property,
  recordedBy,
}: Pick<RevenueDialogProps, "line" | "property" | "recordedBy">): ReactNode {
  const facts: [string, string | null][] = [
    [t("booking.description"), line.description],
    [t("booking.source"), t(`finance.source.${line.source}`)],
    [t("booking.paymentMode"), t(`finance.paymentMode.${line.paymentMode}`)],
    [t("money.line.reference"), line.bankReference],
    [t("money.line.businessDate"), formatDay(line.businessDate, locale)],
    [t("money.line.booked"), `${recordedBy}, ${formatInstant(line.recordedAt, property.timeZone, locale)}`],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
