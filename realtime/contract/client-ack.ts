import { z } from "zod";

/** What the client has processed, of a connection whose handshake said `ack` (RT18). */
export const clientAck = z.object({
  type: z.literal("ack"),
  seq: z.int().min(0).meta({ description: "The highest seq of any frame that was processed." }),
});

export type ClientAck = z.infer<typeof clientAck>;
