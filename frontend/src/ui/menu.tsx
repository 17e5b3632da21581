import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

const ITEM =
  "flex h-9 max-sm:h-11 cursor-pointer items-center gap-2 rounded px-2 outline-none select-none data-highlighted:bg-accent-soft data-highlighted:text-text";

interface MenuProps {
  /** A button; gets the menu's aria attributes. */
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
}

/** A menu that opens from a button. */
export function Menu({ trigger, align = "start", children }: MenuProps): ReactNode {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="enter panel z-40 max-w-80 min-w-56 p-1 shadow-lift"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  icon,
  children,
  onSelect,
}: {
  icon?: ReactNode;
  children: ReactNode;
  onSelect: () => void;
}): ReactNode {
  return (
    <DropdownMenu.Item className={ITEM} onSelect={onSelect}>
      {icon}
      {children}
    </DropdownMenu.Item>
  );
}

/** Text that is no choice, such as who is signed in. */
export function MenuHead({ children }: { children: ReactNode }): ReactNode {
  return <DropdownMenu.Label className="px-2 py-1.5 text-xs text-muted">{children}</DropdownMenu.Label>;
}

export function MenuLine(): ReactNode {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

interface MenuChoiceProps {
  value: string;
  options: { value: string; label: string; note?: string }[];
  onChange: (value: string) => void;
}

/** One of several. */
export function MenuChoice({ value, options, onChange }: MenuChoiceProps): ReactNode {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="flex size-4 items-center justify-center">
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden className="size-4" />
            </DropdownMenu.ItemIndicator>
          </span>
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {option.note !== undefined && <span className="text-xs text-muted">{option.note}</span>}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
