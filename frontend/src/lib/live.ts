import { createContext, useContext } from "react";
import type { ConnectionView } from "./realtime/machine/view";

/** The live connection as components see it. */
export interface Live {
  connection: ConnectionView;
  /** Seconds from the latest event's booking to this screen; null before the first. */
  delaySeconds: number | null;
  /** Gaps that were found since the page was opened. */
  faults: number;
  retry: () => void;
}

export const LiveContext = createContext<Live | null>(null);

/** The live connection. Only below the application's provider. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLive: no LiveContext above");
  return live;
}
