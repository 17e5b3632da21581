import type { State } from "./state";

/** The client's first frame (RT1): what it wants, from where on, and what it can do. */
export function handshakeOf(state: State, encodings: readonly string[]): Record<string, unknown> {
  const { services, properties, coalesce } = state.subscription;
  return {
    services,
    version: 1,
    ...(properties === undefined ? {} : { properties }),
    ...(state.cursor === null ? {} : { lastSeq: state.cursor.seq, epoch: state.cursor.epoch }),
    ack: true,
    ...(encodings.length === 0 ? {} : { encodings }),
    ...(coalesce === true ? { coalesce } : {}),
  };
}
