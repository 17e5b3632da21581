import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../../api/client.gen";
import { formatDay } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMinor, formatMoney } from "../../../lib/money";
import { Dialog } from "../../../ui/dialog";
import { SkeletonRows } from "../../../ui/skeleton";
import { LoadFailure } from "../../../lib/load-failure";
import { ReasonDialog } from "../reason-dialog";
import { AmountForm } from "./amount-form";
import { type CashSession, sessionQuery, useAcceptVariance, useCountDrawer } from "./cash.queries";
import { CountFigures } from "./count-figures";

interface SessionDialogProps {
  property: contract.MyProperty;
  session: CashSession;
  who: string;
  onClose: () => void;
}

/** Counts a drawer in the place of its cashier, as blind as they would. */
export function CountDialog({ property, session, who, onClose }: SessionDialogProps): ReactNode {
  const count = useCountDrawer(property.id);
  return (
    <Dialog title={t("money.cash.countOf", { who })} closeLabel={t("booking.close")} onClose={onClose}>
      <AmountForm
        label={t("money.cash.counted", { currency: session.currency })}
        hint={t("money.cash.blind")}
        currency={session.currency}
        submit={t("money.cash.count")}
        error={count.error}
        busy={count.isPending}
        onAmount={(countedMinor, key) => count.mutate({ session, countedMinor, key }, { onSuccess: onClose })}
      />
    </Dialog>
  );
}

/** Accepts the variance of somebody else's drawer. */
export function AcceptDialog({ property, session, who, onClose }: SessionDialogProps): ReactNode {
  const accept = useAcceptVariance(property.id);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const amount = formatMoney(session.varianceMinor ?? 0, session.currency, locale);
  return (
    <ReasonDialog
      title={`${t("money.cash.acceptTitle", { amount })} · ${who}`}
      submit={t("money.cash.accept")}
      isOptional
      error={accept.error}
      busy={accept.isPending}
      onSubmit={(reason) =>
        // What was refused may be asked for with another reason, under another key.
        accept.mutate({ session, reason, key }, { onSuccess: onClose, onError: () => setKey(crypto.randomUUID()) })
      }
      onClose={onClose}
    >
      {t("money.cash.acceptWhat", { day: formatDay(session.businessDate, locale) })}
    </ReasonDialog>
  );
}

/** What went through a drawer until it was counted. */
export function DetailsDialog({ session, who, onClose }: SessionDialogProps): ReactNode {
  const { data, error, isPending, refetch } = useQuery(sessionQuery(session.id));
  return (
    <Dialog title={t("money.cash.countOf", { who })} closeLabel={t("booking.close")} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <LoadFailure error={error} onRetry={() => void refetch()} />
        {isPending && <SkeletonRows rows={3} label={t("app.loading")} />}
        {data !== undefined && (
          <table className="w-full tabular-nums">
            <tbody>
              <Line
                name={t("money.cash.float", { currency: session.currency })}
                amount={formatMinor(session.floatMinor, session.currency, locale)}
              />
              {data.flows.map(({ flow, count, amountMinor }) => (
                <Line
                  key={flow}
                  name={t(`money.cash.flow.${flow}`)}
                  note={t("money.cash.flowCount", { count })}
                  amount={formatMinor(amountMinor, session.currency, locale)}
                />
              ))}
            </tbody>
          </table>
        )}
        <CountFigures session={session} />
      </div>
    </Dialog>
  );
}

function Line({ name, note = "", amount }: { name: string; note?: string; amount: string }): ReactNode {
  return (
    <tr className="border-b border-line">
      <td className="py-1">{name}</td>
      <td className="py-1 text-xs text-muted">{note}</td>
      <td className="py-1 text-end font-medium">{amount}</td>
    </tr>
  );
}
