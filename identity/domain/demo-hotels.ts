import type { Role } from "../contract/permissions";

export interface DemoOrganisation {
  id: string;
  name: string;
  properties: { id: number; name: string; timeZone: string; currency: string }[];
  people: { id: string; name: string; email: string; roles: { propertyId: number; role: Role }[] }[];
}

/** Everybody's password. Why the demo is refused wherever others can reach it. */
export const DEMO_PASSWORD = "lobby-demo";

const id = (n: number): string => `01950000-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** A group with two hotels and a second, unrelated organisation, with people in each role. */
export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    id: id(100),
    name: "Harbour",
    properties: [
      { id: 1, name: "Harbour Quay", timeZone: "Europe/Lisbon", currency: "EUR" },
      { id: 2, name: "Harbour Heights", timeZone: "Europe/London", currency: "GBP" },
    ],
    people: [
      {
        id: id(101),
        name: "Olivia Hart",
        email: "owner@harbour.example",
        roles: [
          { propertyId: 1, role: "owner" },
          { propertyId: 2, role: "owner" },
        ],
      },
      {
        id: id(102),
        name: "Marco Silva",
        email: "manager@harbour.example",
        roles: [{ propertyId: 1, role: "manager" }],
      },
      {
        id: id(103),
        name: "Carla Nunes",
        email: "cashier@harbour.example",
        roles: [{ propertyId: 1, role: "cashier" }],
      },
      {
        id: id(105),
        name: "Rita Melo",
        email: "housekeeping@harbour.example",
        roles: [{ propertyId: 1, role: "housekeeper" }],
      },
      { id: id(104), name: "Callum Reid", email: "clerk2@harbour.example", roles: [{ propertyId: 2, role: "clerk" }] },
    ],
  },
  {
    id: id(200),
    name: "Summit",
    properties: [{ id: 3, name: "Summit Lodge", timeZone: "Asia/Kolkata", currency: "INR" }],
    people: [
      { id: id(201), name: "Anika Rao", email: "owner@summit.example", roles: [{ propertyId: 3, role: "owner" }] },
    ],
  },
];
