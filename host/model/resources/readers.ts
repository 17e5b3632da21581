import type { Reference } from "../source/references";
import { readAuthHandler } from "./auth-handler";
import type { Context } from "./context";
import { readEndpoint } from "./endpoint";
import { readGateway } from "./gateway";

type Reader = (reference: Reference, context: Context) => void;

const READERS: Record<string, Reader> = {
  "encore.dev/api api": readEndpoint,
  "encore.dev/api Gateway": readGateway,
  "encore.dev/auth authHandler": readAuthHandler,
};

/** The reader of what a reference declares; undefined when it declares no resource. Services are read before all others. */
export function readerOf({ specifier, name }: Reference): Reader | undefined {
  return READERS[`${specifier} ${name}`];
}
