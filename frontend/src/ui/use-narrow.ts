import { type RefObject, useEffect, useState } from "react";

/** Whether the element is narrower than this, now and after every change. */
export function useNarrow(element: RefObject<HTMLElement | null>, belowPx: number): boolean {
  const [isNarrow, setNarrow] = useState(() => innerWidth < belowPx);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver((entries) =>
      setNarrow((entries.at(-1)?.contentRect.width ?? belowPx) < belowPx),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, belowPx]);
  return isNarrow;
}
