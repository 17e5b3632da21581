import { type FormEvent, type ReactNode, useState } from "react";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import type { Question } from "./ops.queries";

interface TraceFormProps {
  asked: Question | null;
  people: ReadonlyMap<string, string>;
  onAsk: (question: Question) => void;
}

/** Asks what became of an event. */
export function TraceForm({ asked, people, onAsk }: TraceFormProps): ReactNode {
  const [seq, setSeq] = useState(asked === null ? "" : String(asked.seq));
  const [person, setPerson] = useState(asked?.person ?? "");
  const [error, setError] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const number = Number(seq.trim());
    if (!Number.isSafeInteger(number) || number < 1) return setError(t("ops.trace.seqWrong"));
    setError(null);
    onAsk(person === "" ? { seq: number } : { seq: number, person });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
      <div className="w-40 max-sm:w-full">
        <Field label={t("ops.trace.seq")} error={error}>
          {(control) => (
            <input
              {...control}
              className="control tabular-nums"
              inputMode="numeric"
              autoComplete="off"
              value={seq}
              onChange={(event) => setSeq(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="w-56 max-sm:w-full">
        <Field label={t("ops.trace.person")}>
          {(control) => (
            <select {...control} className="control" value={person} onChange={(event) => setPerson(event.target.value)}>
              <option value="">{t("ops.trace.everybody")}</option>
              {[...people].map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Button type="submit" look="primary" className="sm:mt-[1.375rem]">
        {t("ops.trace.ask")}
      </Button>
    </form>
  );
}
