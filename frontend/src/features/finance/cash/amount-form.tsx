import { type ReactNode, useState } from "react";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMoney } from "../../../lib/money";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { Notice } from "../../../ui/notice";
import { readAmount } from "../booking";
import { sayFailure } from "../say-failure";

interface AmountFormProps {
  label: string;
  hint: string;
  currency: string;
  submit: string;
  error: unknown;
  busy: boolean;
  /** In minor units, with the key that goes with every attempt. */
  onAmount: (minor: number, key: string) => void;
}

/** One amount of cash, 0 included. */
export function AmountForm({ label, hint, currency, submit, error, busy, onAmount }: AmountFormProps): ReactNode {
  const [text, setText] = useState("");
  const [sent, setSent] = useState({ text: "", key: crypto.randomUUID() });
  const [wrong, setWrong] = useState<string | null>(null);
  const read = readAmount(text, { currency, locale }, 0);
  function send(): void {
    setWrong(typeof read === "string" ? read : null);
    if (typeof read === "string" || busy) return;
    const key = text === sent.text ? sent.key : crypto.randomUUID();
    setSent({ text, key });
    onAmount(read, key);
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="flex max-w-md flex-col gap-3"
    >
      <Field
        label={label}
        hint={
          typeof read === "number" ? t("booking.amountHint", { amount: formatMoney(read, currency, locale) }) : hint
        }
        error={wrong}
      >
        {(control) => (
          <input
            {...control}
            data-testid="cash-amount"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="control text-end font-medium tabular-nums"
          />
        )}
      </Field>
      {sayFailure(error) !== null && (
        <Notice tone="blocked" role="alert">
          {sayFailure(error)}
        </Notice>
      )}
      <Button type="submit" look="primary" busy={busy} className="self-start max-sm:w-full">
        {submit}
      </Button>
    </form>
  );
}
