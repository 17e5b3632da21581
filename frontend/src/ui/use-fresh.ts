import { useEffect, useState } from "react";

/** As long as the tint of app.css. */
const FRESH_MS = 1200;

/** True for a moment after the value has changed; not for the value that was there first. */
export function useFresh(value: number | string): boolean {
  const [seen, setSeen] = useState(value);
  const [isFresh, setFresh] = useState(false);
  if (seen !== value) {
    setSeen(value);
    setFresh(true);
  }
  useEffect(() => {
    if (!isFresh) return;
    const timer = setTimeout(() => setFresh(false), FRESH_MS);
    return () => clearTimeout(timer);
  }, [isFresh, seen]);
  return isFresh;
}
