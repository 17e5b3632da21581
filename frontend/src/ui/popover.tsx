import { type ReactNode, type ToggleEvent, useId } from "react";

interface PopoverProps {
  /** Draws the button. With these properties the browser keeps its expanded state, Escape, and the way back of the focus. */
  trigger: (props: { popoverTarget: string }) => ReactNode;
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
  return (
    <>
      {trigger({ popoverTarget: id })}
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        onBeforeToggle={(event) => opens(event) && place(event.currentTarget, align)}
        onToggle={(event) => opens(event) && event.currentTarget.focus()}
        className="panel enter fixed m-0 w-72 max-w-[calc(100vw-1rem)] overflow-y-auto p-3 text-text shadow-lift outline-none"
      >
        {children(() => document.getElementById(id)?.hidePopover())}
      </div>
    </>
  );
}

const opens = ({ newState }: ToggleEvent): boolean => newState === "open";

/** Puts the panel below its button, as tall as the rest of the window allows. */
function place(panel: HTMLElement, align: "start" | "end"): void {
  const anchor = document.querySelector(`[popovertarget="${panel.id}"]`)?.getBoundingClientRect();
  if (anchor === undefined) return;
  const isRightToLeft = getComputedStyle(panel).direction === "rtl";
  const keepsLeft = (align === "start") !== isRightToLeft;
  const top = anchor.bottom + GAP_PX;
  Object.assign(panel.style, {
    top: `${top}px`,
    maxHeight: `calc(100dvh - ${top + GAP_PX}px)`,
    left: keepsLeft ? `${anchor.left}px` : "auto",
    right: keepsLeft ? "auto" : `${document.documentElement.clientWidth - anchor.right}px`,
  });
}
