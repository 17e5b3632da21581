import { Compiler, needsPoints } from "./compile";
import { Decimal } from "./decimal";
import { jsonDecoder, JsonFault } from "./decode-json";
import { NativeValueError, objectText } from "./native-value";
import type { Schema, Types } from "./schema";
import type { ValueMakers } from "./wire";

/** A publish that failed on the way in. Thrown to the application with Node-API's own code. */
export class PublishError extends Error {
  readonly code: string = "GenericFailure";
}

/** The messages of a topic (facts 9.1): whatever is an object can be published, what fits the type is delivered. */
export interface MessageCodec {
  /** JSON text with all fields, declared or not. Throws NativeValueError or PublishError. */
  encode(value: unknown): string;
  /** The declared fields; `reason` when the message does not fit, so that it is never handled. */
  decode(json: string | Buffer): { ok: true; value: Record<string, unknown> } | { ok: false; reason: string };
}

/** Builds the codec. Throws when the schema names an unknown type. */
export function messageCodec(
  schema: Schema,
  types: Types,
  make: ValueMakers = { decimal: (text) => Decimal.parse(text) },
): MessageCodec {
  const decode = jsonDecoder(new Compiler(types, make).compile(schema), needsPoints(schema, types));
  return {
    encode(value) {
      if (value === null || value === undefined) throw new NativeValueError("no message payload provided");
      try {
        return objectText(value);
      } catch (error) {
        if (!(error instanceof NativeValueError)) throw error;
        throw new PublishError(`failed to parse payload\n\nCaused by:\n    InvalidArg, ${error.message}`);
      }
    },
    decode(json) {
      try {
        return { ok: true, value: decode(json) as Record<string, unknown> };
      } catch (error) {
        if (error instanceof JsonFault) return { ok: false, reason: error.message };
        throw error;
      }
    },
  };
}
