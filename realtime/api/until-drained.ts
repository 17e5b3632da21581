import { api } from "encore.dev/api";
import { drained } from "../engine/hold";

/** Answers when the streams of this process have been drained (RT23): who asks keeps the process until then (engine/hold.ts). */
export const untilDrained = api(
  { method: "POST", path: "/realtime/internal/until-drained", expose: false },
  async (): Promise<void> => {
    await drained;
  },
);
