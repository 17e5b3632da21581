import { api } from "encore.dev/api";
import { caller } from "../contract/access";
import type { Ticket } from "../contract/types";
import { openTicket } from "../store/tokens";

/** A ticket that opens one stream or download within 30 s, so that no access token has to stand in a URL. */
export const createTicket = api(
  { method: "POST", path: "/realtime/ticket", expose: true, auth: true, sensitive: true },
  async (): Promise<Ticket> => openTicket(caller().sessionId),
);
