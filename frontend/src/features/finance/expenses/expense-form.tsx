import { type FormEvent, type ReactNode, useState } from "react";
import type { api as apiTypes, contract } from "../../../api/client.gen";
import { toFailure } from "../../../api/failure";
import { UploadBox } from "../../../files/upload-box";
import { useDraftFiles } from "../../../files/use-transfers";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMoney } from "../../../lib/money";
import { announce } from "../../../ui/announcer";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { Field } from "../../../ui/field";
import { Notice } from "../../../ui/notice";
import { submitByKeys } from "../../../ui/submit-by-keys";
import { readAmount } from "../booking";
import { PAYMENT_MODES } from "../finance-types";
import { sayFailure } from "../say-failure";
import { useSubmitExpense } from "./expenses.queries";

interface ExpenseFormProps {
  property: contract.MyProperty;
  onClose: () => void;
}

const CATEGORIES = [
  "supplies",
  "food_and_beverage",
  "maintenance",
  "utilities",
  "wages",
  "travel",
  "other",
] as const satisfies readonly contract.ExpenseCategory[];

type Errors = Partial<Record<string, string>>;

/** Submits an expense with its receipt; nothing counts as submitted before the server says so. */
export function ExpenseForm({ property, onClose }: ExpenseFormProps): ReactNode {
  const [key] = useState(() => crypto.randomUUID());
  const [wrong, setWrong] = useState<Errors>({});
  const files = useDraftFiles(property.id, key);
  const submit = useSubmitExpense(property.id, ({ vendor, amountMinor, currency }) => {
    announce(t("money.expense.submitted", { vendor, amount: formatMoney(amountMinor, currency, locale) }));
    files.clear();
    onClose();
  });
  const fields = submit.error === null ? [] : toFailure(submit.error).fields;
  const errors: Errors = {
    ...Object.fromEntries(fields.map(({ path, message }) => [path === "amountMinor" ? "amount" : path, message])),
    ...wrong,
  };
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const read = wishOf(new FormData(event.currentTarget), property);
    setWrong(read.errors);
    if (Object.keys(read.errors).length > 0 || submit.isPending || files.isMoving) return;
    const [receiptFileId] = files.fileIds;
    const receipt = receiptFileId === undefined ? {} : { receiptFileId };
    submit.mutate({ ...read.wish, ...receipt, idempotencyKey: key });
  }
  return (
    <Dialog title={t("money.expense.add")} closeLabel={t("booking.close")} onClose={onClose}>
      <form
        ref={submitByKeys}
        noValidate
        aria-label={t("money.expense.add")}
        onSubmit={send}
        className="flex flex-col gap-3"
      >
        <Fields property={property} errors={errors} />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium">{t("money.expense.receipt")}</legend>
          <UploadBox property={property} purpose="receipt" destination={files.destination} />
          {files.fileIds.length > 1 && <Notice tone="attention">{t("money.expense.receiptMany")}</Notice>}
        </fieldset>
        {submit.error !== null && fields.length === 0 && (
          <Notice tone="blocked" role="alert">
            {sayFailure(submit.error)}
          </Notice>
        )}
        <Sending isBusy={submit.isPending} isMoving={files.isMoving} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

interface SendingProps {
  isBusy: boolean;
  /** The receipt is on its way. */
  isMoving: boolean;
  onCancel: () => void;
}

function Sending({ isBusy, isMoving, onCancel }: SendingProps): ReactNode {
  return (
    <>
      <div className="flex items-center gap-2">
        <Button
          type="submit"
          look="primary"
          busy={isBusy}
          disabledReason={isMoving ? t("money.expense.receiptMoving") : null}
          className="flex-1"
        >
          {isBusy ? t("money.expense.busy") : t("money.expense.submit")}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t("money.cancel")}
        </Button>
      </div>
      <p className="text-center text-xs text-muted max-sm:hidden">{t("money.expense.keys")}</p>
    </>
  );
}

/** What the form holds, and what is wrong with it. */
function wishOf(
  data: FormData,
  { id: propertyId, currency }: contract.MyProperty,
): { wish: apiTypes.SubmitExpenseRequest; errors: Errors } {
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const amount = readAmount(text("amount"), { currency, locale });
  const vendor = text("vendor");
  const description = text("description");
  return {
    errors: {
      ...(typeof amount === "string" ? { amount } : {}),
      ...(vendor === "" ? { vendor: t("money.expense.vendorMissing") } : {}),
    },
    wish: {
      propertyId,
      vendor,
      amountMinor: typeof amount === "number" ? amount : 0,
      category: text("category") as contract.ExpenseCategory,
      paymentMode: text("paymentMode") as contract.PaymentMode,
      ...(description === "" ? {} : { description }),
    },
  };
}

function Fields({ property, errors }: { property: contract.MyProperty; errors: Errors }): ReactNode {
  return (
    <>
      <Field label={t("money.expense.vendor")} error={errors["vendor"]}>
        {(control) => <input {...control} name="vendor" maxLength={200} autoComplete="off" className="control" />}
      </Field>
      <Field label={t("booking.amount", { currency: property.currency })} error={errors["amount"]}>
        {(control) => (
          <input
            {...control}
            name="amount"
            inputMode="decimal"
            autoComplete="off"
            className="control text-end font-medium tabular-nums"
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("money.expense.categoryLabel")}>
          {(control) => (
            <select {...control} name="category" className="control">
              {CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {t(`money.expense.category.${category}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("money.expense.paymentLabel")}>
          {(control) => (
            <select {...control} name="paymentMode" className="control">
              {PAYMENT_MODES.map((mode) => (
                <option key={mode} value={mode}>
                  {t(`finance.paymentMode.${mode}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label={t("booking.description")} note={t("booking.optional")} error={errors["description"]}>
        {(control) => (
          <textarea {...control} name="description" rows={2} maxLength={500} className="control h-auto py-1.5" />
        )}
      </Field>
    </>
  );
}
