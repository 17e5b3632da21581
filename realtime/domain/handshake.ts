import type { z } from "zod";
import { STREAM_SERVICES, type StreamService } from "../../platform/events";
import { type Encoding, ENCODINGS } from "../contract/batch-frame";
import type { ErrorFrame, FieldError } from "../contract/error-frame";
import { handshake as handshakeSchema } from "../contract/handshake";
import { PROTOCOL_VERSION } from "../contract/protocol";

/** A valid first frame (RT1). */
export interface Handshake {
  services: StreamService[];
  lastSeq?: number;
  epoch?: string;
  properties?: number[];
  /** The client acknowledges what it has processed (RT18). */
  ack?: true;
  /** The best of the compressions that it offered; others than those that are known are ignored (RT20). */
  encoding?: Encoding;
  /** RT22. */
  coalesce?: true;
}

/** Why a first frame was refused: an error frame without its timestamp. */
export type Refusal = Omit<ErrorFrame, "type" | "timestamp">;

const known: ReadonlySet<string> = new Set(STREAM_SERVICES);
const isService = (name: string): name is StreamService => known.has(name);

export function readHandshake(message: unknown): { ok: true; handshake: Handshake } | { ok: false; refusal: Refusal } {
  const parsed = handshakeSchema.safeParse(message);
  if (!parsed.success) return { ok: false, refusal: badHandshake(parsed.error) };
  const { version, services, lastSeq, epoch, properties, encodings, coalesce, ack } = parsed.data;
  if (version !== PROTOCOL_VERSION) {
    const text = `version ${version} is not spoken here; it must be ${PROTOCOL_VERSION}`;
    return { ok: false, refusal: { reason: "unsupported_version", message: text, allowed: [PROTOCOL_VERSION] } };
  }
  const strange = services.find((name) => !isService(name));
  if (strange !== undefined || services.length === 0) {
    const text =
      strange === undefined
        ? "services is empty; name at least one"
        : `there is no service ${JSON.stringify(strange.slice(0, 80))}`;
    return { ok: false, refusal: { reason: "unknown_service", message: text, allowed: STREAM_SERVICES } };
  }
  const handshake: Handshake = { services: services.filter(isService) };
  if (lastSeq !== undefined) handshake.lastSeq = lastSeq;
  if (epoch !== undefined) handshake.epoch = epoch;
  if (properties !== undefined) handshake.properties = properties;
  const encoding = ENCODINGS.find((each) => encodings?.includes(each));
  if (encoding !== undefined) handshake.encoding = encoding;
  if (ack === true) handshake.ack = true;
  if (coalesce === true) handshake.coalesce = true;
  return { ok: true, handshake };
}

function badHandshake(error: z.ZodError): Refusal {
  const errors: FieldError[] = error.issues.map((issue) => ({
    path: issue.path.join("."),
    code: issue.code,
    message: issue.message,
  }));
  const named = errors.map((e) => (e.path === "" ? e.message : `${e.path}: ${e.message}`)).join("; ");
  return {
    reason: "bad_handshake",
    message: `the first frame must be like {"services":["finance"],"version":${PROTOCOL_VERSION}}: ${named}`,
    errors,
  };
}
