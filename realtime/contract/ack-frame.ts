import { z } from "zod";
import { STREAM_SERVICES } from "../../platform/events";
import { ENCODINGS } from "./batch-frame";
import { channelHead } from "./event";

/** The first answer to a handshake (RT2). */
export const ackFrame = z.object({
  type: z.literal("ack"),
  seq: z.literal(0),
  timestamp: z.string(),
  version: z.int(),
  connectionId: z
    .string()
    .exactOptional()
    .meta({ description: "Names this connection in the server's logs and to whoever asks what it was sent." }),
  head: z.int().min(0).meta({ description: "The newest seq of the organisation." }),
  epoch: z.string(),
  services: z.array(z.enum(STREAM_SERVICES)).meta({ description: "What is granted." }),
  denied: z.array(z.enum(STREAM_SERVICES)).meta({ description: "What was asked for without the right." }),
  encodings: z.array(z.enum(ENCODINGS)).exactOptional().meta({ description: "What of the offered is used (RT20)." }),
  channels: z.record(z.string(), channelHead).meta({ description: "The audience's channels at `head`." }),
  limits: z.object({
    pingMs: z.int(),
    handshakeMs: z.int(),
    replayFromSeq: z.int().meta({ description: "The oldest seq that can still be replayed." }),
    windowBytes: z
      .int()
      .exactOptional()
      .meta({ description: "May be unacknowledged; there for who said `ack` (RT18)." }),
    authExpiresAt: z.string().meta({ description: "When the login ends unless it is used again (RT25)." }),
  }),
});

export type AckFrame = z.infer<typeof ackFrame>;
