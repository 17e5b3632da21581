import { z } from "zod";
import type { FieldError } from "../contract/error-frame";

/** Longer would outlive what proxies wait for an answer. */
export const MAX_WAIT_MS = 25_000;

/** A handshake that came as the query of an HTTP request, not yet judged: that is the session's business (RT1). */
export type QueryMessage = Record<string, unknown>;

/** Empty fields count as absent, so that a form's `lastSeq=` is no position. */
export function messageOf(query: URLSearchParams): QueryMessage {
  const message: QueryMessage = {};
  for (const name of ["services", "encodings"]) {
    const names = listOf(query, name);
    if (names !== undefined) message[name] = names;
  }
  const properties = listOf(query, "properties");
  if (properties !== undefined) message["properties"] = properties.map(numberOf);
  for (const name of ["version", "lastSeq"]) {
    const text = query.get(name);
    if (text !== null && text !== "") message[name] = numberOf(text);
  }
  if (query.get("coalesce") === "true") message["coalesce"] = true;
  const epoch = query.get("epoch");
  if (epoch !== null && epoch !== "") message["epoch"] = epoch;
  return message;
}

/**
 * The position that an EventSource sends when it comes back by itself (RT27): `<epoch>:<seq>`, newer than what stands in its address.
 * What is no such text makes a position that the session refuses by name.
 */
export function resumedAt(message: QueryMessage, lastEventId: string): QueryMessage {
  const colon = lastEventId.lastIndexOf(":");
  return {
    ...message,
    epoch: lastEventId.slice(0, Math.max(0, colon)),
    lastSeq: numberOf(lastEventId.slice(colon + 1)),
  };
}

const Wait = z.int().min(0).max(MAX_WAIT_MS);

/** How long an answer may wait for something new, in ms (RT28); absent is 0. */
export function waitOf(query: URLSearchParams): { ok: true; waitMs: number } | { ok: false; errors: FieldError[] } {
  const text = query.get("waitMs");
  if (text === null || text === "") return { ok: true, waitMs: 0 };
  const parsed = Wait.safeParse(numberOf(text));
  if (parsed.success) return { ok: true, waitMs: parsed.data };
  const errors = parsed.error.issues.map(({ code, message }) => ({ path: "waitMs", code, message }));
  return { ok: false, errors };
}

/** Names between commas, or the parameter given several times. */
function listOf(query: URLSearchParams, name: string): string[] | undefined {
  const given = query.getAll(name).filter((text) => text !== "");
  if (given.length > 0) return given.flatMap((text) => text.split(","));
  return query.has(name) && name === "services" ? [] : undefined;
}

/** `NaN` where the text is no whole number in decimal digits, which the handshake refuses by the field's name. */
function numberOf(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
}
