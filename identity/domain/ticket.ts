import { createHash, randomBytes } from "node:crypto";

export const TICKET_SECONDS = 30;

export function newTicket(): string {
  return randomBytes(24).toString("base64url");
}

/** Tickets are stored by this. */
export function hashTicket(ticket: string): Buffer {
  return createHash("sha256").update(ticket).digest();
}
