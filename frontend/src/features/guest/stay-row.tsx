import { Star } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { useFresh } from "../../ui/use-fresh";
import { StayLabel } from "./labels";

export type StayStep = "check-in" | "check-out";

interface StayRowProps {
  stay: contract.Reservation;
  /** Why the desk's steps cannot be done by the reader; null when they can. */
  disabledReason: string | null;
  onStep: (step: StayStep, stay: contract.Reservation) => void;
}

/** What comes next for a stay; null when nothing does. */
function nextStep({ state }: contract.Reservation): StayStep | null {
  if (state === "confirmed" || state === "assigned") return "check-in";
  return state === "checked_in" || state === "due_out" ? "check-out" : null;
}

/** One stay: who, which room, until when, and the next step. */
export function StayRow({ stay, disabledReason, onStep }: StayRowProps): ReactNode {
  const isFresh = useFresh(stay.version);
  const step = nextStep(stay);
  return (
    <li
      data-testid="stay-row"
      data-id={stay.id}
      className={cx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0 hover:bg-sunken",
        "md:grid-cols-[minmax(10rem,2fr)_4.5rem_minmax(9rem,1.2fr)_7.5rem_minmax(0,1.5fr)_7rem] md:py-1",
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
      <div className="text-end max-md:order-6">
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
      </div>
    </li>
  );
}
