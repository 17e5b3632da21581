/** Milliseconds after which a client may try again what may go well then. */
export const RETRY_MS = 2000;
