import { iso, string, tuple, uuid } from "zod";
import { keyset } from "../../platform/pages";

/** PostgreSQL's calendar has no year 0, and its text no NUL. */
const instant = iso.datetime({ precision: 3 }).refine((text) => !text.startsWith("0000"));
const name = string().refine((text) => !text.includes("\0"));

/** Where a list that is ordered by an instant goes on. */
export const byInstant = keyset(tuple([instant, uuid()]));
export type InstantPosition = [at: string, id: string];

/** Where a list that is ordered by name goes on. */
export const byName = keyset(tuple([name, uuid()]));
export type NamePosition = [name: string, id: string];
