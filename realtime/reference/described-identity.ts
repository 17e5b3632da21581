import type { Described } from "./described";

const at = "2026-11-20T19:00:00.000Z";
const actorId = "01997d29-0000-7000-8000-000000000001";
const personId = "01997d29-0000-7000-8000-000000000002";

const changed = (kind: string, version: number, data: Record<string, unknown>): Record<string, unknown> => ({
  id: "01997d2a-7c1e-7b3a-9d56-0f0c4a1e5b21",
  type: `${kind}-changed`,
  v: 1,
  at,
  propertyId: 1,
  entity: { kind, id: data["id"], version },
  actorId,
  class: "normal",
  data,
});

const rowsNotice = (kind: string): Described => ({
  summary: "Rows changed without events of their own: whoever shows them fetches them anew (RT26).",
  examples: [
    {
      ...changed("rows", 1, { id: "01997d2a-7c1e-7b3a-9d56-0f0c4a1e5b21" }),
      type: "rows-invalidated",
      actorId: "system",
      data: { kinds: [kind], reason: "restore" },
    },
  ],
});

/** Events of identity, by stream and type. */
export const IDENTITY_WORDS: Record<string, Described> = {
  "properties/property-changed": {
    summary: "A property's facts changed, its business date among them. Carries the row whole.",
    examples: [
      changed("property", 2, {
        id: "1",
        name: "Harbour Quay",
        timeZone: "Europe/Lisbon",
        currency: "EUR",
        businessDate: "2026-11-21",
      }),
    ],
  },
  "properties/rows-invalidated": rowsNotice("property"),
  "users/user-changed": {
    summary: "What a person may do at a property changed, or whether they may log in. Carries the row whole.",
    examples: [
      changed("user", 1, { id: `${personId}@1`, personId, name: "Carla Nunes", roles: ["cashier"], isDisabled: false }),
    ],
  },
  "users/rows-invalidated": rowsNotice("user"),
  "branding/branding-changed": {
    summary: "How a property looks to its guests changed. Carries the row whole.",
    examples: [changed("branding", 1, { id: "1", displayName: "Harbour Quay", accentColour: "#0f6e5b" })],
  },
  "branding/rows-invalidated": rowsNotice("branding"),
};
