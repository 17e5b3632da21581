import { z } from "zod";

/** The client's first frame (RT1). Its values are judged by domain/handshake.ts, which names what is allowed. */
export const handshake = z.object({
  services: z.array(z.string()).max(100),
  version: z.int(),
  lastSeq: z.int().min(0).exactOptional().meta({ description: "Absent: live only. 0: from the oldest kept (RT4)." }),
  epoch: z.string().max(64).exactOptional(),
  encodings: z
    .array(z.string().max(64))
    .max(20)
    .exactOptional()
    .meta({ description: "Compressions that it understands (RT20); unknown ones are ignored." }),
  coalesce: z
    .boolean()
    .exactOptional()
    .meta({ description: "While it is behind, it can do without obsolete payloads (RT22)." }),
  properties: z.array(z.int()).min(1).max(1000).exactOptional().meta({ description: "Absent: all of the person's." }),
  ack: z.boolean().exactOptional().meta({ description: "The client acknowledges what it has processed (RT18)." }),
});

export type HandshakeMessage = z.infer<typeof handshake>;
