import type { RowSource } from "../../lib/live-rows";

/** Rows of guest: every event holds its entity's whole row, but for what the envelope says. */
export const guestRows: RowSource = {
  service: "guest",
  rowOf({ v, data, propertyId, entity, superseded }) {
    if (superseded === true || v !== 1 || data === null || propertyId === null) return null;
    return data["id"] === entity.id ? { ...data, id: entity.id, version: entity.version, propertyId } : null;
  },
};
