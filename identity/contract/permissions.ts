/** The permission catalogue: what a role may do at a property. Whatever is not listed is denied. */
export type Permission =
  | "finance.revenue.read"
  | "finance.revenue.record"
  | "finance.restricted.read"
  | "guest.stay.read"
  | "staff.member.read"
  | "property.read"
  | "person.role.assign"
  | "realtime.metrics.read"
  /** Connections, parked events and traces: metadata of other people's streams. */
  | "realtime.operate";

export type Role = "owner" | "manager" | "cashier" | "clerk";
