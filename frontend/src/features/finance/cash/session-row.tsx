import { CircleCheck, CircleDashed, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../../api/client.gen";
import { formatDay, formatTime } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMinor } from "../../../lib/money";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/class-names";
import { useFresh } from "../../../ui/use-fresh";
import type { CashSession } from "./cash.queries";

const LOOKS: Record<contract.CashSessionState, { icon: LucideIcon; tone: string }> = {
  open: { icon: CircleDashed, tone: "text-accent" },
  counted: { icon: TriangleAlert, tone: "text-attention" },
  closed: { icon: CircleCheck, tone: "text-good" },
};

interface SessionRowProps {
  session: CashSession;
  timeZone: string;
  who: string;
  /** Whether the reader counts and accepts it in the place of its cashier. */
  mayStep: boolean;
  onStep: (session: CashSession, step: "count" | "accept" | "details") => void;
}

/** One drawer: whose, when, what was counted, and what the office can do. */
export function SessionRow({ session, timeZone, who, mayStep, onStep }: SessionRowProps): ReactNode {
  const isFresh = useFresh(session.version);
  const { state, businessDate, openedAt, countedAt, reason } = session;
  const { icon: Icon, tone } = LOOKS[state];
  const times = [openedAt, countedAt].filter((at) => at !== null).map((at) => formatTime(at, timeZone, locale));
  return (
    <li
      data-testid="cash-row"
      data-state={state}
      className={cx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line px-3 py-2 last:border-b-0 hover:bg-sunken",
        "md:grid-cols-[minmax(10rem,2fr)_7rem_10rem_13rem] md:py-1.5",
        isFresh && "tint",
      )}
    >
      <div className="min-w-0">
        <p className="truncate font-medium">{who}</p>
        <p className="truncate text-xs text-muted tabular-nums">
          {[`${formatDay(businessDate, locale)}, ${times.join("–")}`, reason]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
      </div>
      <span className={cx("inline-flex items-center gap-1.5 text-sm", tone)}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {t(`money.cash.state.${state}`)}
      </span>
      <Variance session={session} />
      <Steps session={session} who={who} mayStep={mayStep} onStep={onStep} />
    </li>
  );
}

function Variance({ session: { varianceMinor, currency } }: { session: CashSession }): ReactNode {
  return (
    <div className="text-end whitespace-nowrap tabular-nums max-md:text-start">
      {varianceMinor !== null && (
        <>
          <span className="me-1 text-xs text-muted">{t("money.cash.variance")}</span>
          <span className={cx("font-medium", varianceMinor !== 0 && "text-attention")}>
            {formatMinor(varianceMinor, currency, locale)}
          </span>
        </>
      )}
    </div>
  );
}

function Steps({ session, who, mayStep, onStep }: Omit<SessionRowProps, "timeZone">): ReactNode {
  const { state } = session;
  return (
    <div className="flex justify-end gap-2">
      {state === "open" && mayStep && (
        <Button aria-label={t("money.cash.countFor", { who })} onClick={() => onStep(session, "count")}>
          {t("money.cash.count")}
        </Button>
      )}
      {state === "counted" && mayStep && (
        <Button
          look="primary"
          aria-label={t("money.cash.acceptFor", { who })}
          onClick={() => onStep(session, "accept")}
        >
          {t("money.cash.accept")}
        </Button>
      )}
      {state !== "open" && (
        <Button look="quiet" aria-label={t("money.cash.detailsOf", { who })} onClick={() => onStep(session, "details")}>
          {t("money.cash.details")}
        </Button>
      )}
    </div>
  );
}
