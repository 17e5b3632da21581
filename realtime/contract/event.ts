import { z } from "zod";

export const EVENT_CLASSES = ["normal", "restricted"] as const;
export type EventClass = (typeof EVENT_CLASSES)[number];

/** An event with its place in the log (RT7). Frozen: the same object goes to every connection. */
export const wireEvent = z
  .object({
    seq: z.int().min(1).meta({ description: "Position in the organisation's log." }),
    channel: z.string().meta({ description: "`finance/1`, `finance/org`, `finance/1/restricted`, `chat/1/c-<id>`." }),
    n: z.int().min(1).meta({ description: "Position in the channel; dense." }),
    digest: z.string().meta({ description: "The channel's running hash after this event (RT12)." }),
    id: z.string().meta({ description: "UUIDv7, made where the event was made." }),
    type: z.string(),
    v: z.int().min(1).meta({ description: "Version of `data` for this type." }),
    at: z.string().meta({ description: "RFC 3339, UTC." }),
    propertyId: z.int().min(1).nullable().meta({ description: "Null when it concerns the organisation." }),
    entity: z.object({ kind: z.string(), id: z.string(), version: z.int().min(1) }),
    actorId: z.string(),
    class: z.enum(EVENT_CLASSES),
    conversationId: z.string().exactOptional().meta({ description: "Whose members it is for (RT30)." }),
    data: z
      .record(z.string(), z.unknown())
      .readonly()
      .nullable()
      .meta({ description: "Null when the payload was erased (RT11) or is superseded (RT22)." }),
    redacted: z.literal(true).exactOptional(),
    superseded: z.literal(true).exactOptional(),
    hash: z.string().exactOptional().meta({ description: "The payload hash, sent where it cannot be computed." }),
  })
  .readonly();

export type WireEvent = z.infer<typeof wireEvent>;

/** How far a channel has come. */
export const channelHead = z.object({ n: z.int().min(0), digest: z.string() });

export type ChannelHead = z.infer<typeof channelHead>;
