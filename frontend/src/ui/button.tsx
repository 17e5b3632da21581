import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";

type Look = "primary" | "plain" | "quiet";

interface ButtonProps extends Omit<ComponentProps<"button">, "disabled"> {
  look?: Look;
  children: ReactNode;
  /** Why it cannot be used now; the button then says so instead of vanishing. */
  disabledReason?: string | null | undefined;
  busy?: boolean;
}

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-accent-text border-transparent hover:brightness-110 font-semibold",
  plain: "bg-surface border-line-strong hover:bg-sunken",
  quiet: "border-transparent hover:bg-sunken",
};

/** A button with words. */
export function Button({ look = "plain", disabledReason, busy = false, className, ...rest }: ButtonProps): ReactNode {
  const blocked = busy || (disabledReason ?? null) !== null;
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={blocked || undefined}
      title={disabledReason ?? rest.title}
      onClick={blocked ? (event) => event.preventDefault() : rest.onClick}
      className={cx(
        "inline-flex h-9 shrink-0 items-center justify-center gap-2 rounded-md border px-3 whitespace-nowrap max-sm:h-11 max-sm:text-[1rem]",
        LOOKS[look],
        blocked && "cursor-not-allowed opacity-60",
        className,
      )}
    />
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** Its accessible name, shown as a tooltip. */
  label: string;
}

/** A button that shows an icon only. */
export function IconButton({ label, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        "inline-flex size-9 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-text max-sm:size-11",
        className,
      )}
    />
  );
}
