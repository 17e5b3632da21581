import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { type FieldErrors, type Resolver, useForm, useWatch } from "react-hook-form";
import type { identity } from "../../api/client.gen";
import { type Failure, toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMoney } from "../../lib/money";
import { announce } from "../../ui/announcer";
import { Button } from "../../ui/button";
import { type Desk, type Draft, draftErrorsOf, type DraftErrors, EMPTY_DRAFT, readDraft } from "./booking";
import { BookingErrors } from "./booking-errors";
import { BookingFields } from "./booking-fields";
import { useBookRevenue } from "./use-book-revenue";
import { useDraft } from "./use-draft";

interface BookingFormProps {
  property: identity.MyProperty;
  personId: string;
  onBooked?: () => void;
}

/** Books one line of revenue. What is typed survives a reload; nothing counts as booked before the server says so. */
export function BookingForm({ property, personId, onBooked }: BookingFormProps): ReactNode {
  const desk: Desk = { propertyId: property.id, currency: property.currency, locale };
  const kept = useDraft(personId, property.id);
  const form = useForm<Draft>({ defaultValues: kept.initial, resolver: resolverFor(desk), shouldFocusError: false });
  const summary = useRef<HTMLDivElement>(null);
  const book = useBookRevenue(property.id, (row) => {
    const amount = formatMoney(row.amountMinor, row.currency, locale);
    announce(t("booking.booked", { amount, source: t(`finance.source.${row.source}`) }));
    kept.renew();
    // The next line is often of the same kind.
    form.reset({ ...EMPTY_DRAFT, source: row.source, paymentMode: row.paymentMode });
    if (onBooked === undefined) form.setFocus("amount");
    else onBooked();
  });
  const draft = useWatch({ control: form.control });
  const { keep } = kept;
  useEffect(() => {
    if (form.formState.isDirty) keep(draft as Draft);
  }, [draft, form.formState.isDirty, keep]);

  const failure = book.error === null ? null : toFailure(book.error);
  const errors = { ...messagesOf(form.formState.errors), ...(failure === null ? {} : draftErrorsOf(failure)) };
  const focusSummary = (): void => requestAnimationFrame(() => summary.current?.focus()) as unknown as void;

  const submit = form.handleSubmit((values) => {
    const read = readDraft(values, desk);
    if (read.ok && !book.isPending)
      book.mutate({ ...read.request, idempotencyKey: kept.key() }, { onError: focusSummary });
  }, focusSummary);

  function discard(): void {
    kept.renew();
    book.reset();
    form.reset(EMPTY_DRAFT);
    form.setFocus("amount");
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  }

  return (
    <form
      noValidate
      aria-label={t("booking.title")}
      onSubmit={(event) => void submit(event)}
      onKeyDown={onKeyDown}
      className="flex flex-col gap-4"
    >
      <BookingErrors
        ref={summary}
        errors={errors}
        failure={aboutTheWhole(failure)}
        onPick={(field) => form.setFocus(field)}
        onAnew={() => {
          kept.renew();
          void submit();
        }}
      />
      <BookingFields form={form} desk={desk} errors={errors} />
      <div className="flex items-center gap-2">
        <Button type="submit" look="primary" data-testid="revenue-submit" aria-busy={book.isPending} className="flex-1">
          {book.isPending ? t("booking.busy") : t("booking.submit")}
        </Button>
        <Button look="quiet" onClick={discard}>
          {t("booking.discard")}
        </Button>
      </div>
      <p className="text-center text-xs text-muted max-sm:hidden">{t("booking.keys")}</p>
    </form>
  );
}

/** A failure whose complaints all stand at fields needs no words of its own. */
function aboutTheWhole(failure: Failure | null): Failure | null {
  return failure !== null && Object.keys(draftErrorsOf(failure)).length > 0 ? null : failure;
}

function resolverFor(desk: Desk): Resolver<Draft> {
  return (values) => {
    const read = readDraft(values, desk);
    if (read.ok) return { values, errors: {} };
    const errors = Object.entries(read.errors).map(([field, message]) => [field, { type: "invalid", message }]);
    return { values: {}, errors: Object.fromEntries(errors) as FieldErrors<Draft> };
  };
}

function messagesOf(errors: FieldErrors<Draft>): DraftErrors {
  return Object.fromEntries(Object.entries(errors).map(([field, error]) => [field, error?.message ?? ""]));
}
