import log from "encore.dev/log";
import { toError } from "../../platform/failures";
import { pool } from "../store/db";

/** To be called after the commit of whatever changed messages of a conversation: those who read along on any process are told. */
export function notifyReaders(conversationId: string): void {
  pool
    .query(`SELECT pg_notify('chat_changed', $1)`, [conversationId])
    .catch((err: unknown) => log.warn(toError(err), { during: "telling of a changed conversation" }));
}
