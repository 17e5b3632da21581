import { Packr } from "msgpackr";

/**
 * The shapes of `msgpack-1` (RT28): an object with just these keys in this order is one byte, 0x40 and the place in this list, and its
 * values. Both ends must hold the very same list: once released it never changes, and a better one gets a name of its own. What has
 * another shape is described where it stands.
 */
export const STRUCTURES: readonly (readonly string[])[] = [
  "frames cursor more",
  "epoch seq",
  "type service events seq timestamp",
  // A place in the log, the envelope, and what is sent of the payload.
  "seq channel n digest id type v at propertyId entity actorId class data",
  "seq channel n digest id type v at propertyId entity actorId class data redacted hash",
  "seq channel n digest id type v at propertyId entity actorId class data superseded hash",
  "kind id version",
  "type timestamp seq",
  "type seq timestamp version head epoch services denied channels limits connectionId",
  "n digest",
  "pingMs handshakeMs replayFromSeq authExpiresAt",
  "type timestamp reason head seq epoch services denied channels",
  // Payloads of the event catalogue.
  "id amountMinor currency source paymentMode description bankReference businessDate occurredAt recordedBy",
  "kinds reason",
].map((keys) => keys.split(" "));

const packr = new Packr({
  structures: STRUCTURES.map((keys) => [...keys]) as never,
  maxSharedStructures: STRUCTURES.length,
  // The list is closed.
  shouldShareStructure: () => false,
});

/** MessagePack with the structures above. */
export const pack = (value: object): Buffer => packr.pack(value);
