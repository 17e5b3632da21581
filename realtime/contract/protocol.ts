/** Raised when a frame changes in a way that an older client would misread (RT29, VERSIONS.md). */
export const PROTOCOL_VERSION = 1;

export const PING_MS = 30_000;
export const HANDSHAKE_MS = 10_000;
/** Text of event and batch frames that may be unacknowledged (RT18). */
export const WINDOW_BYTES = 512 * 1024;
/** So long before its login ends a connection is asked for a newer credential, and so long after it may still give one (RT25). */
export const AUTH_MS = 60_000;
