import { z } from "zod";

/** This server is about to stop: connect anew, with the cursor, after so many milliseconds (RT23). */
export const drainFrame = z.object({
  type: z.literal("drain"),
  timestamp: z.string(),
  reconnectInMs: z.int().min(0),
});

export type DrainFrame = z.infer<typeof drainFrame>;
