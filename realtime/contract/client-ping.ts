import { z } from "zod";

/** Answered at once by a ping of the server (RT10). */
export const clientPing = z.object({ type: z.literal("ping") });

export type ClientPing = z.infer<typeof clientPing>;
