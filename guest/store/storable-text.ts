import { string } from "zod";

/** A text that PostgreSQL can be asked about: it has none with NUL in it. */
export const storableText = string()
  .max(200)
  .refine((text) => !text.includes("\0"));
