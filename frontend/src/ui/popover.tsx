import { type ReactNode, type RefObject, type ToggleEvent, useId, useRef } from "react";

/** What the button has to carry; the browser then keeps its expanded state, Escape, and the way back of the focus. */
export interface TriggerProps {
  ref: RefObject<HTMLButtonElement | null>;
  popoverTarget: string;
}

interface PopoverProps {
  trigger: (props: TriggerProps) => ReactNode;
  /** Accessible name of what opens. */
  label: string;
  /** Which edge of the button it keeps to. */
  align?: "start" | "end";
  children: (close: () => void) => ReactNode;
}

const GAP_PX = 6;

/** A small panel that opens from a button and closes by Escape or a click elsewhere. */
export function Popover({ trigger, label, align = "start", children }: PopoverProps): ReactNode {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  function place({ newState }: ToggleEvent<HTMLDivElement>): void {
    const anchor = button.current?.getBoundingClientRect();
    if (newState !== "open" || anchor === undefined || panel.current === null) return;
    const isRightToLeft = getComputedStyle(panel.current).direction === "rtl";
    const keepsLeft = (align === "start") !== isRightToLeft;
    const { style } = panel.current;
    style.top = `${anchor.bottom + GAP_PX}px`;
    style.left = keepsLeft ? `${anchor.left}px` : "auto";
    style.right = keepsLeft ? "auto" : `${document.documentElement.clientWidth - anchor.right}px`;
  }

  return (
    <>
      {trigger({ ref: button, popoverTarget: id })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onBeforeToggle={place}
        className="panel enter fixed m-0 w-72 max-w-[calc(100vw-1rem)] p-3 text-text shadow-lift"
      >
        {children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
