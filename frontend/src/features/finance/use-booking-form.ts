import { useEffect, useRef, useState } from "react";
import { type FieldErrors, type Resolver, useForm, type UseFormReturn, useWatch } from "react-hook-form";
import type { contract } from "../../api/client.gen";
import { type Failure, toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMoney } from "../../lib/money";
import { announce } from "../../ui/announcer";
import { type Desk, type Draft, draftErrorsOf, type DraftErrors, EMPTY_DRAFT, readDraft } from "./booking";
import { DraftKeeper } from "./draft-keeper";
import { useBookRevenue } from "./use-book-revenue";

interface BookingFormState {
  form: UseFormReturn<Draft>;
  desk: Desk;
  /** At the fields, whether found here or by the server. */
  errors: DraftErrors;
  /** What the server said to the last attempt, when it is not about a field. */
  failure: Failure | null;
  /** Changes with every attempt, and again when the server has failed it. */
  attempt: string;
  isBusy: boolean;
  submit: () => void;
  /** Books the same values as another entry. */
  submitAnew: () => void;
  discard: () => void;
}

/** Fills in, checks and sends bookings. What is typed survives a reload, and stays when it was typed during the sending. */
export function useBookingForm(
  property: contract.MyProperty,
  personId: string,
  onBooked: (() => void) | undefined,
): BookingFormState {
  const desk: Desk = { propertyId: property.id, currency: property.currency, locale };
  const [keeper] = useState(() => new DraftKeeper(personId, property.id));
  const form = useForm<Draft>({ defaultValues: keeper.initial, resolver: resolverFor(desk), shouldFocusError: false });
  const sent = useRef<Draft>(null);
  const book = useBookRevenue(property.id, (row) => {
    const amount = formatMoney(row.amountMinor, row.currency, locale);
    announce(t("booking.booked", { amount, source: t(`finance.source.${row.source}`) }));
    const typed = form.getValues();
    if (sent.current !== null && !isSameDraft(typed, sent.current)) {
      keeper.renew(typed);
      return;
    }
    startNext({ ...EMPTY_DRAFT, source: row.source, paymentMode: row.paymentMode });
    onBooked?.();
  });
  const draft = useWatch({ control: form.control });
  useEffect(() => keeper.keep(draft as Draft), [draft, keeper]);

  function startNext(next: Draft): void {
    keeper.renew(next);
    // In this order: after a reset the form does not know its fields until they are drawn again.
    form.setFocus("amount");
    form.reset(next);
  }

  function submit(): void {
    const send = form.handleSubmit((values) => {
      const read = readDraft(values, desk);
      if (!read.ok || book.isPending) return;
      sent.current = form.getValues();
      book.mutate({ ...read.request, idempotencyKey: keeper.key });
    });
    void send();
  }

  const failure = book.error === null ? null : toFailure(book.error);
  const atFields = failure === null ? {} : draftErrorsOf(failure);
  return {
    form,
    desk,
    errors: { ...messagesOf(form.formState.errors), ...atFields },
    failure: Object.keys(atFields).length > 0 ? null : failure,
    attempt: `${form.formState.submitCount} ${book.status === "error"}`,
    isBusy: book.isPending,
    submit,
    submitAnew() {
      keeper.renew(form.getValues());
      submit();
    },
    discard() {
      book.reset();
      startNext(EMPTY_DRAFT);
    },
  };
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

function isSameDraft(a: Draft, b: Draft): boolean {
  return (Object.keys(EMPTY_DRAFT) as (keyof Draft)[]).every((field) => a[field] === b[field]);
}
