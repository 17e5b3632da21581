import type { ReactNode } from "react";

interface DateFieldProps {
  label: string;
  value: string;
  min?: string | undefined;
  max?: string | undefined;
  /** An empty text when the date is taken out. */
  onChange: (value: string) => void;
}

/** A date with its label beside it. */
export function DateField({ label, value, min, max, onChange }: DateFieldProps): ReactNode {
  return (
    <label className="flex items-center gap-1.5 max-sm:min-w-0 max-sm:flex-1 max-sm:flex-col max-sm:items-start max-sm:gap-0.5">
      <span className="text-xs text-muted">{label}</span>
      <input
        type="date"
        value={value}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
        className="control sm:w-auto"
      />
    </label>
  );
}
