/**
 * What streams lose without a word on the wire, since the process began. Encore says nothing of it either (facts 7); whoever
 * watches the process can read it here.
 */
export const streamCounts = {
  /** Messages of clients that no handler sees, because they do not fit their type. */
  messagesDropped: 0,
  /** Messages of handlers that are not sent, because their type has no fields. */
  messagesNotSent: 0,
  /** Sockets cut because their client does not read. */
  socketsCut: 0,
  /** Sockets cut because their client breaks the protocol. */
  protocolErrors: 0,
};
