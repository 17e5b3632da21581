import { type FocusEventHandler, type KeyboardEvent, type KeyboardEventHandler, type RefObject, useState } from "react";
import type { ListItem } from "./list-items";

/** What every line has to carry, beside its key as `data-id`. */
export interface RowHandlers {
  onFocus: FocusEventHandler<HTMLElement>;
  onKeyDown: KeyboardEventHandler<HTMLElement>;
}

interface RowFocus {
  /** The one line that Tab reaches; -1 when there is none. */
  index: number;
  handlers: RowHandlers;
}

const STEPS: Record<string, 1 | -1> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** J and K or the arrows step through the lines of a list that draws only what is in view. `scrollTo` brings a line into view. */
export function useRowFocus(
  items: readonly ListItem[],
  scroller: RefObject<HTMLElement | null>,
  scrollTo: (index: number) => void,
): RowFocus {
  const [focused, setFocused] = useState<string | null>(null);
  const at = items.findIndex(({ key }) => key === focused);
  const index = at === -1 ? items.findIndex(({ kind }) => kind === "row") : at;

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next =
      step === 1
        ? items.findIndex((item, i) => i > index && item.kind === "row")
        : items.findLastIndex((item, i) => i < index && item.kind === "row");
    const key = items[next]?.key;
    if (key === undefined) return;
    event.preventDefault();
    setFocused(key);
    scrollTo(next);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(key)}"]`)?.focus({ preventScroll: true }),
    );
  }

  const onFocus: RowHandlers["onFocus"] = ({ currentTarget }) => setFocused(currentTarget.dataset["id"] ?? null);
  return { index, handlers: { onFocus, onKeyDown } };
}
