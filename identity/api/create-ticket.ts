import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { caller } from "../contract/access";
import type { Ticket } from "../contract/types";
import { hashTicket, newTicket, TICKET_SECONDS } from "../domain/ticket";
import { pool } from "../store/db";
import { insertTicket } from "../store/ticket.store";

/** A ticket that opens one stream or download within 30 s, so that no access token has to stand in a URL. */
export const createTicket = api(
  { method: "POST", path: "/realtime/ticket", expose: true, auth: true, sensitive: true },
  async (): Promise<Ticket> => {
    const ticket = newTicket();
    const expiresAt = new Date(clock.nowMs() + TICKET_SECONDS * 1000);
    await insertTicket(pool, hashTicket(ticket), caller().sessionId, expiresAt);
    return { ticket, expiresIn: TICKET_SECONDS };
  },
);
