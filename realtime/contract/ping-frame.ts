import { z } from "zod";

/** A sign of life, and how far the connection has come (RT10). */
export const pingFrame = z.object({ type: z.literal("ping"), timestamp: z.string(), seq: z.int().min(0) });

export type PingFrame = z.infer<typeof pingFrame>;
