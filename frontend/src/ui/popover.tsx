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
const EDGE_PX = 8;
const WIDTH_PX = 288;

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

/** Puts the panel below its button, or above it where there is more room, as tall as the window allows. */
function place(panel: HTMLElement, align: "start" | "end"): void {
  const anchor = document.querySelector(`[popovertarget="${panel.id}"]`)?.getBoundingClientRect();
  if (anchor === undefined) return;
  const isRightToLeft = getComputedStyle(panel).direction === "rtl";
  const keepsLeft = (align === "start") !== isRightToLeft;
  const { clientWidth, clientHeight } = document.documentElement;
  const isBelow = anchor.bottom < clientHeight * 0.6;
  const room = isBelow ? clientHeight - anchor.bottom : anchor.top;
  // As in its class: 18rem, or what a phone has.
  const furthest = clientWidth - Math.min(WIDTH_PX, clientWidth - 2 * EDGE_PX) - EDGE_PX;
  Object.assign(panel.style, {
    top: isBelow ? `${anchor.bottom + GAP_PX}px` : "auto",
    bottom: isBelow ? "auto" : `${clientHeight - anchor.top + GAP_PX}px`,
    maxHeight: `${room - 2 * GAP_PX}px`,
    left: keepsLeft ? `${Math.min(anchor.left, furthest)}px` : "auto",
    right: keepsLeft ? "auto" : `${Math.min(clientWidth - anchor.right, furthest)}px`,
  });
}
