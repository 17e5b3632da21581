/** Raised when a frame changes in a way that an older client would misread (RT29, VERSIONS.md). */
export const PROTOCOL_VERSION = 1;

export const PING_MS = 30_000;
export const HANDSHAKE_MS = 10_000;
