import { z } from "zod";
import { STREAM_SERVICES } from "../../platform/events";
import { channelHead } from "./event";

export const RESYNC_REASONS = ["expired", "ahead_of_head", "epoch_changed", "rights_changed"] as const;
export type ResyncReason = (typeof RESYNC_REASONS)[number];

/** The cursor cannot be continued, or the audience is another: fetch anew, delivery goes on behind `head` (RT5, RT14). */
export const resyncFrame = z.object({
  type: z.literal("resync"),
  timestamp: z.string(),
  reason: z.enum(RESYNC_REASONS),
  head: z.int().min(0),
  seq: z.int().min(0),
  epoch: z.string(),
  services: z.array(z.enum(STREAM_SERVICES)),
  denied: z.array(z.enum(STREAM_SERVICES)),
  channels: z.record(z.string(), channelHead),
  changed: z
    .array(z.enum(STREAM_SERVICES))
    .exactOptional()
    .meta({ description: "With `rights_changed`: only of these anything has to be fetched anew. Absent: of all." }),
});

export type ResyncFrame = z.infer<typeof resyncFrame>;
