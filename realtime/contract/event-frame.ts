import { z } from "zod";
import { STREAM_SERVICES } from "../../platform/events";
import { wireEvent } from "./event";

/** A run of one service in ascending seq (RT7). */
export const eventFrame = z.object({
  type: z.literal("event"),
  service: z.enum(STREAM_SERVICES),
  events: z.array(wireEvent).readonly(),
  seq: z.int().min(1).meta({ description: "The highest in it: the client's new cursor (RT8)." }),
  timestamp: z.string(),
});

export type EventFrame = z.infer<typeof eventFrame>;
