import { type ReactNode, useEffect, useRef } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { submitByKeys } from "../../ui/submit-by-keys";
import { BookingErrors } from "./booking-errors";
import { BookingFields } from "./booking-fields";
import { useBookingForm } from "./use-booking-form";

interface BookingFormProps {
  property: contract.MyProperty;
  personId: string;
  onBooked?: () => void;
}

/** Books one line of revenue; nothing counts as booked before the server says so. */
export function BookingForm({ property, personId, onBooked }: BookingFormProps): ReactNode {
  const booking = useBookingForm(property, personId, onBooked);
  const { form, desk, errors, failure, attempt, isBusy } = booking;
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), [attempt]);
  return (
    <form
      ref={submitByKeys}
      noValidate
      aria-label={t("booking.title")}
      onSubmit={(event) => {
        event.preventDefault();
        booking.submit();
      }}
      // What has the focus must not lie behind the buttons, which stay in sight.
      className="flex flex-col gap-4 [&_:is(input,textarea)]:scroll-mb-16"
    >
      <BookingErrors
        ref={summary}
        errors={errors}
        failure={failure}
        onPick={(field) => form.setFocus(field)}
        onAnew={booking.submitAnew}
      />
      <BookingFields form={form} desk={desk} errors={errors} />
      <div className="sticky bottom-0 z-[1] -my-2 flex items-center gap-2 bg-surface py-2">
        <Button type="submit" look="primary" data-testid="revenue-submit" aria-busy={isBusy} className="flex-1">
          {isBusy ? t("booking.busy") : t("booking.submit")}
        </Button>
        <Button look="quiet" onClick={booking.discard}>
          {t("booking.discard")}
        </Button>
      </div>
      <p className="text-center text-xs text-muted max-sm:hidden">{t("booking.keys")}</p>
    </form>
  );
}
