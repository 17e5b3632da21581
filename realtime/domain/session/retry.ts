/** Milliseconds after which a client may try again what may go well then; who sends them adds jitter (RT24). */
export const RETRY_MS = 2000;
/** The same, for a client that has only to read on. */
export const RESUME_MS = 1000;
