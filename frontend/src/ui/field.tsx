import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

/** What the control has to carry so that label, hint and error belong to it. */
interface ControlProps {
  id: string;
  "aria-invalid": boolean | undefined;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  label: string;
  /** Stands beside the label, for example "optional". */
  note?: string;
  hint?: string | null | undefined;
  error?: string | null | undefined;
  children: (control: ControlProps) => ReactNode;
}

/** One control with its label above and its error below. */
export function Field({ label, note, hint, error, children }: FieldProps): ReactNode {
  const id = useId();
  const message = error ?? hint ?? null;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="flex items-baseline justify-between text-sm font-medium">
        {label}
        {note !== undefined && <span className="text-xs font-normal text-muted">{note}</span>}
      </label>
      {children({
        id,
        "aria-invalid": (error ?? null) === null ? undefined : true,
        "aria-describedby": message === null ? undefined : `${id}-message`,
      })}
      {message !== null && (
        <p
          id={`${id}-message`}
          className={
            (error ?? null) === null ? "text-xs text-muted tabular-nums" : "flex items-start gap-1 text-xs text-blocked"
          }
        >
          {(error ?? null) !== null && <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />}
          {message}
        </p>
      )}
    </div>
  );
}
