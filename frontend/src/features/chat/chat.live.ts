import type { RowSource } from "../../lib/live-rows";

/**
 * Rows of chat: every event holds its entity whole, but for what the envelope says. A message that became internal is taken from who is
 * not (`message-hidden`); to everybody else the next event brings it back.
 */
export const chatRows: RowSource = {
  service: "chat",
  rowOf({ type, v, data, propertyId, entity, superseded }) {
    if (superseded === true || v !== 1 || data === null || data["id"] !== entity.id) return null;
    const { id, version } = entity;
    if (type === "message-hidden") return { ...HIDDEN, id, version };
    const row = { ...data, id, version, propertyId };
    return entity.kind === "message" ? { ...row, isHidden: false } : row;
  },
};

/** Nothing of it stays. */
const HIDDEN = { isHidden: true, content: null, mentions: [], reactions: [] };
