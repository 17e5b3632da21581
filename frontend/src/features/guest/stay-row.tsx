import { Ellipsis, Star } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button, IconButton } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { useFresh } from "../../ui/use-fresh";
import { StayLabel } from "./labels";
import { mainStepOf, otherStepsOf, type StayStep } from "./stay-steps";

interface StayRowProps {
  stay: contract.Reservation;
  businessDate: string;
  /** Why the desk's steps cannot be done by the reader; null when they can. */
  disabledReason: string | null;
  onStep: (step: StayStep, stay: contract.Reservation) => void;
}

/** One stay: who, which room, until when, and the next step. */
export function StayRow({ stay, businessDate, disabledReason, onStep }: StayRowProps): ReactNode {
  const isFresh = useFresh(stay.version);
  const step = mainStepOf(stay);
  return (
    <li
      data-testid="stay-row"
      data-id={stay.id}
      className={cx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0 hover:bg-sunken",
        "md:grid-cols-[minmax(10rem,2fr)_4.5rem_minmax(9rem,1.2fr)_7.5rem_minmax(0,1.5fr)_9.5rem] md:py-1",
        isFresh && "tint",
      )}
    >
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 font-medium">
          <bdi className="truncate">{stay.guestName}</bdi>
          {stay.isVip && (
            <span className="inline-flex items-center gap-0.5 text-xs text-attention">
              <Star aria-hidden className="size-3.5" />
              {t("guest.vip")}
            </span>
          )}
        </p>
        <p className="text-xs text-muted tabular-nums">{stay.confirmation}</p>
      </div>
      <div className="font-medium tabular-nums max-md:order-3">
        {stay.roomNumber ?? <span className="font-normal text-muted">{t("guest.noRoom")}</span>}{" "}
        <span className="text-xs font-normal text-muted">{stay.roomType}</span>
      </div>
      <div className="text-muted tabular-nums max-md:order-4 max-md:text-end">
        {t("guest.dates", { from: formatDay(stay.arrival, locale), to: formatDay(stay.departure, locale) })}
      </div>
      <div className="max-md:order-2 max-md:justify-self-end">
        <StayLabel state={stay.state} />
      </div>
      <div className="truncate text-muted tabular-nums max-md:order-5" title={stay.notes ?? undefined}>
        {[step === "check-in" ? stay.eta : null, stay.notes].filter((part) => part !== null).join(" · ")}
      </div>
      <Steps stay={stay} businessDate={businessDate} disabledReason={disabledReason} onStep={onStep} />
    </li>
  );
}

/** The next step, and the way to what else can be done. */
function Steps({ stay, businessDate, disabledReason, onStep }: StayRowProps): ReactNode {
  const step = mainStepOf(stay);
  return (
    <div className="flex items-center justify-end gap-1 max-md:order-6">
      {step !== null && (
        <Button
          look={step === "check-in" ? "primary" : "plain"}
          disabledReason={disabledReason}
          aria-label={t(`guest.step.${step}For`, { name: stay.guestName })}
          onClick={() => onStep(step, stay)}
        >
          {t(`guest.step.${step}`)}
        </Button>
      )}
      {disabledReason === null && otherStepsOf(stay, businessDate).length > 0 && (
        <IconButton label={t("guest.other.open", { name: stay.guestName })} onClick={() => onStep("other", stay)}>
          <Ellipsis aria-hidden className="size-5" />
        </IconButton>
      )}
    </div>
  );
}
