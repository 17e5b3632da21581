import type { RowSource } from "../../lib/live-rows";

/** Rows of guest: every event holds its entity's whole row, but for what the envelope says; a batch's also `items`, which are none of it. */
export const guestRows: RowSource = {
  service: "guest",
  rowOf({ v, data, propertyId, entity, superseded }) {
    if (superseded === true || v !== 1 || data === null || propertyId === null) return null;
    if (data["id"] !== entity.id) return null;
    const { items: _items, ...row } = data;
    return { ...row, id: entity.id, version: entity.version, propertyId };
  },
};
