import type WebSocket from "ws";

/** Runs one recorded case against a server; null when it fits, otherwise a text that says where it does not. */
export function runCase(recorded: { steps: unknown[] }, base: string, WebSocketClient: typeof WebSocket): Promise<string | null>;

/** A recorded value with its saved variables and long texts filled in. */
export function expand(value: unknown, saved: Record<string, unknown>): unknown;
/** null when the value fits what was recorded, otherwise a text that says where it does not. */
export function mismatch(expected: unknown, actual: unknown, at?: string): string | null;
/** All values of a header, by its lower-case name. */
export function headerValues(headers: readonly (readonly [string, string])[], name: string): string[];
/** null when a body fits what was recorded, otherwise a text that says where it does not. */
export function checkBody(expected: object, bytes: Buffer): string | null;
