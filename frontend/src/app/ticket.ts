import { api } from "../api/client";
import { toFailure } from "../api/failure";
import type { TicketAnswer } from "../lib/realtime/client";

/** A ticket for the stream; this is where a refusal has words, a closed socket has none. */
export async function fetchTicket(): Promise<TicketAnswer> {
  try {
    const { ticket } = await api.identity.createTicket();
    return { ok: true, ticket };
  } catch (error) {
    const { kind, status, reason, retryAfterMs } = toFailure(error);
    const final = kind === "refused" && status !== 429;
    return { ok: false, reason: reason ?? kind, final, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  }
}
