import { type ReactNode, useId } from "react";
import { cx } from "./class-names";

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
  columns?: 1 | 2;
}

/** One of a few, all in sight: a click or an arrow key chooses. */
export function Choice<T extends string>({ label, value, options, onChange, columns = 2 }: ChoiceProps<T>): ReactNode {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className={cx("grid gap-1.5", columns === 2 && "grid-cols-2")}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-9 cursor-pointer items-center gap-2 rounded-md border border-line px-2.5 select-none hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent max-sm:h-11"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
