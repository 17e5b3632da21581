import type { Ports, TicketAnswer } from "../ports";

/** What the generated client throws (`APIError`), as far as it is read here. */
interface Refusal {
  status: number;
  code: string;
  details?: { reason?: string; retryAfterMs?: number } | null;
}

/**
 * Tickets from the generated client: `ticketsFrom(() => api.identity.createTicket())`. Refused for good is what the same request would
 * be refused for again: 4xx but 429. Everything else is tried again.
 */
export function ticketsFrom(create: () => Promise<{ ticket: string }>): Ports["fetchTicket"] {
  return async (): Promise<TicketAnswer> => {
    try {
      return { ok: true, ticket: (await create()).ticket };
    } catch (error) {
      const { status, code = "unreachable", details } = error as Partial<Refusal>;
      const final = status !== undefined && status >= 400 && status < 500 && status !== 429;
      const retryAfterMs = details?.retryAfterMs;
      return {
        ok: false,
        reason: details?.reason ?? code,
        final,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
    }
  };
}
