/** What was wrong with one field of a request. */
export interface FieldError {
  /** As in the request: `amount`, `lines[2].price`. */
  path: string;
  /** Short, stable, snake_case: `too_large`. */
  code: string;
  /** What was wrong, with the value, and what is allowed. */
  message: string;
}

/** An expected refusal: a rule said no. Bugs and outages are thrown instead. */
export interface Refusal<R extends string> {
  ok: false;
  reason: R;
  errors?: FieldError[];
  retryAfterMs?: number;
  /** Values for the placeholders of the reason's message: `{permission}`. */
  values?: Record<string, string | number>;
}

export type Outcome<T, R extends string> = { ok: true; value: T } | Refusal<R>;

export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse<R extends string>(reason: R, more: Omit<Refusal<R>, "ok" | "reason"> = {}): Refusal<R> {
  return { ok: false, reason, ...more };
}
