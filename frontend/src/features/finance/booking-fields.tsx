import type { ReactNode } from "react";
import { Controller, type UseFormReturn, useWatch } from "react-hook-form";
import { t } from "../../lib/i18n/t";
import { formatMoney, parseAmount } from "../../lib/money";
import { Choice } from "../../ui/choice";
import { Field } from "../../ui/field";
import type { Desk, Draft, DraftErrors } from "./booking";
import { PAYMENT_MODES, SOURCES, WITH_REFERENCE } from "./finance-types";
import { SourceLabel } from "./icons";

interface BookingFieldsProps {
  form: UseFormReturn<Draft>;
  desk: Desk;
  errors: DraftErrors;
}

/** The fields of a booking, in the order in which a clerk is told them. */
export function BookingFields({ form, desk, errors }: BookingFieldsProps): ReactNode {
  return (
    <>
      <AmountField form={form} desk={desk} error={errors.amount} />
      <Controller
        control={form.control}
        name="source"
        render={({ field }) => (
          <Choice
            label={t("booking.source")}
            value={field.value}
            onChange={field.onChange}
            options={SOURCES.map((source) => ({ value: source, label: <SourceLabel source={source} /> }))}
          />
        )}
      />
      <PaymentFields form={form} error={errors.bankReference} />
      <Field label={t("booking.description")} note={t("booking.optional")} error={errors.description}>
        {(props) => (
          <textarea
            {...props}
            {...form.register("description")}
            data-testid="revenue-description"
            rows={2}
            className="control h-auto py-1.5"
          />
        )}
      </Field>
    </>
  );
}

interface PartProps {
  form: UseFormReturn<Draft>;
  error: string | undefined;
}

function AmountField({ form, desk, error }: PartProps & { desk: Desk }): ReactNode {
  const amount = useWatch({ control: form.control, name: "amount" });
  return (
    <Field label={t("booking.amount", { currency: desk.currency })} hint={readAs(amount, desk)} error={error}>
      {(props) => (
        <input
          {...props}
          {...form.register("amount")}
          data-testid="revenue-amount"
          inputMode="decimal"
          autoComplete="off"
          className="control text-end font-medium tabular-nums"
        />
      )}
    </Field>
  );
}

/** How it was paid; the reference only where a bank gives one. */
function PaymentFields({ form, error }: PartProps): ReactNode {
  const paymentMode = useWatch({ control: form.control, name: "paymentMode" });
  return (
    <>
      <Controller
        control={form.control}
        name="paymentMode"
        render={({ field }) => (
          <Choice
            label={t("booking.paymentMode")}
            value={field.value}
            onChange={field.onChange}
            options={PAYMENT_MODES.map((mode) => ({ value: mode, label: t(`finance.paymentMode.${mode}`) }))}
          />
        )}
      />
      {WITH_REFERENCE.has(paymentMode) && (
        <Field
          label={t("booking.bankReference")}
          note={t("booking.optional")}
          hint={t("booking.bankReferenceHint")}
          error={error}
        >
          {(props) => <input {...props} {...form.register("bankReference")} autoComplete="off" className="control" />}
        </Field>
      )}
    </>
  );
}

/** The amount as it was understood, so that a slip of a decimal mark is seen before it is booked. */
function readAs(text: string, { currency, locale }: Desk): string | null {
  const read = parseAmount(text, currency, locale);
  return read.ok && read.minor > 0
    ? t("booking.amountHint", { amount: formatMoney(read.minor, currency, locale) })
    : null;
}
