import { z } from "zod";

/** A newer credential of the same person, so that the connection outlives the login it came with (RT25). Exactly one of the two. */
export const clientAuth = z.union([
  z.object({ type: z.literal("auth"), ticket: z.string().min(1).max(200) }),
  z.object({ type: z.literal("auth"), token: z.string().min(1).max(4096) }),
]);

export type ClientAuth = z.infer<typeof clientAuth>;
