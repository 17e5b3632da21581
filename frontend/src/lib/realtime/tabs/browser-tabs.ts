import { plainWorld } from "../world";
import type { TabMessage, TabPorts } from "./messages";

/** The tabs of this browser that use the same name; null where a browser lacks the means, or the page is not served safely. */
export function browserTabs(name: string, onWake: TabPorts["onWake"]): TabPorts | null {
  // Absent in pages that are not served by https.
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined || typeof BroadcastChannel === "undefined") return null;
  return {
    setTimer: plainWorld.setTimer,
    onWake,
    isHidden: () => document.visibilityState === "hidden",
    onFreeze(run) {
      document.addEventListener("freeze", run);
      return () => document.removeEventListener("freeze", run);
    },
    lead({ signal, steal, lost }) {
      return new Promise((resolve, reject) => {
        let isHeld = false;
        const held = locks.request(name, steal ? { steal } : { signal }, () => {
          isHeld = true;
          return new Promise<void>((release) => resolve(release));
        });
        // Before the lead this ends the wait; after it, another tab has taken the lock.
        held.catch((error: Error) => (isHeld ? lost() : reject(error)));
      });
    },
    join(onMessage) {
      const channel = new BroadcastChannel(name);
      channel.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => onMessage(data));
      return { post: (message) => channel.postMessage(message), leave: () => channel.close() };
    },
  };
}
