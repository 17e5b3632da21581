import type { AccessLog } from "../access-log";
import { invoke } from "../admit";
import type { LiveEndpoint } from "../endpoints";
import type { HandlerResult } from "../../schema/wire";
import type { Request } from "../request";
import { streamCounts } from "./counts";
import { Sink, Socket, Stream } from "./handles";
import type { Port } from "./port";

/**
 * Runs a stream's handler on an open port (facts 7.2). When it ends, a streamIn sends its one answer and closes; the others stay
 * open until they are closed or nobody holds them. Rejects with what the handler threw, which the client does not see.
 */
export async function runStream(endpoint: LiveEndpoint, request: Request, port: Port): Promise<void> {
  if (endpoint.model.kind !== "streamIn") {
    const handle =
      endpoint.model.kind === "streamOut" ? new Sink(port, endpoint.outbound) : new Socket(port, endpoint.outbound);
    await invoke(endpoint, request, handle);
    return;
  }
  try {
    const { payload } = (await invoke(endpoint, request, new Stream(port))) as HandlerResult;
    const answer = payload === undefined ? null : endpoint.outbound.encode(payload);
    if (answer) await port.send(answer);
  } finally {
    port.close();
  }
}

/** Decodes what the client of a stream sends: undefined for what the handler never sees (facts 7.1, and all on a streamOut). */
export function messageDecoder(
  endpoint: LiveEndpoint,
  request: Request,
  log: AccessLog,
): (data: Buffer | string) => unknown {
  if (endpoint.model.kind === "streamOut") return () => undefined;
  let dropped = 0;
  return (data) => {
    try {
      return endpoint.codec.decodeMessage(data);
    } catch (thrown) {
      streamCounts.messagesDropped++;
      dropped++;
      // A client that sends nothing else must not fill the log: the first, the second, the fourth …
      if (Number.isInteger(Math.log2(dropped))) log.droppedMessage(request, thrown, dropped);
      return undefined;
    }
  };
}
