import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface PopoverProps {
  /** A button; gets the popover's aria attributes. */
  trigger: ReactNode;
  /** Accessible name of what opens. */
  label: string;
  children: ReactNode;
}

/** A small panel that opens from a button and closes by Escape or a click elsewhere. */
export function Popover({ trigger, label, children }: PopoverProps): ReactNode {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="enter panel z-40 w-80 max-w-[calc(100vw-1rem)] p-4 text-sm shadow-lift"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
