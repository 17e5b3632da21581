import { type RefObject, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { Arrivals } from "./arrivals";
import type { Revenue } from "./finance-types";

/** Scrolled down by less than this, the reader is at the top. */
const TOP_PX = 8;

interface HeldRows {
  /** What is shown now. */
  shown: Revenue[];
  /** How many wait. */
  waiting: number;
  /** Shows them, and the top of the list. */
  show: () => void;
}

/**
 * Holds lines back that come while the reader scrolls, points at a line or steps through the list, so that nothing moves away under a
 * pointer. A finger does not point when it is lifted, so only a mouse counts.
 */
export function useHeldRows(
  rows: readonly Revenue[],
  arrivals: Arrivals,
  scroller: RefObject<HTMLElement | null>,
): HeldRows {
  const { held } = useSyncExternalStore(arrivals.subscribe, arrivals.view);
  const busy = useRef({ scrolled: false, pointing: false, inside: false });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const set = (change: Partial<typeof busy.current>): void => {
      Object.assign(busy.current, change);
      arrivals.hold(Object.values(busy.current).some(Boolean));
    };
    element.addEventListener("scroll", () => set({ scrolled: element.scrollTop > TOP_PX }), { signal, passive: true });
    element.addEventListener("pointerenter", (event) => set({ pointing: event.pointerType === "mouse" }), { signal });
    element.addEventListener("pointerleave", () => set({ pointing: false }), { signal });
    element.addEventListener("focusin", (event) => set({ inside: (event.target as HTMLElement).role === "row" }), {
      signal,
    });
    element.addEventListener("focusout", () => set({ inside: false }), { signal });
    return () => {
      abort.abort();
      arrivals.hold(false);
    };
  }, [arrivals, scroller]);

  const shown = useMemo(() => rows.filter(({ id }) => !held.has(id)), [rows, held]);
  const show = useCallback(() => {
    arrivals.release();
    scroller.current?.scrollTo({ top: 0 });
  }, [arrivals, scroller]);
  return { shown, waiting: rows.length - shown.length, show };
}
