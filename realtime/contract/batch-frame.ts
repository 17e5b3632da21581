import { z } from "zod";

/** Compressions that a client may offer in its handshake (RT20); the dictionary of a name never changes. */
export const ENCODINGS = ["deflate-dict-1"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Event frames in compressed form, for clients that offered it (RT20, RT21). */
export const batchFrame = z.object({
  type: z.literal("batch"),
  encoding: z.enum(ENCODINGS),
  seq: z.int().min(1).meta({ description: "The highest in it: the client's new cursor (RT8)." }),
  count: z.int().min(1).meta({ description: "Events in it." }),
  timestamp: z.string(),
  data: z.string().meta({
    description: "Base64 of the raw deflate, with the encoding's dictionary, of a JSON array of event frames (RT7).",
  }),
});

export type BatchFrame = z.infer<typeof batchFrame>;
