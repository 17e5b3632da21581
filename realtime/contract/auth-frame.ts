import { z } from "zod";

/** Until when the connection is good: after a newer credential was taken, or because one is needed (RT25). */
export const authFrame = z.object({
  type: z.literal("auth"),
  timestamp: z.string(),
  expiresAt: z.string().meta({ description: "When its login ends, unless that is used again or a newer one is sent." }),
  required: z.literal(true).exactOptional().meta({ description: "Send a newer credential, else the connection ends." }),
});

export type AuthFrame = z.infer<typeof authFrame>;
