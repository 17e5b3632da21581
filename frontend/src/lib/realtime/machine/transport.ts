/**
 * The ways to the server, best first. All have one meaning and one cursor, so that a client goes on by any of them (RT27, RT28):
 * a socket; an answer that goes on and on; a question that waits for news; a question every second.
 */
export const TRANSPORTS = ["websocket", "sse", "long-poll", "poll"] as const;

export type Transport = (typeof TRANSPORTS)[number];
