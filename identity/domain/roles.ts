import type { Permission, Role } from "../contract/permissions";

/** What each role may do at a property where a person has it (I3). */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: [
    "property.read",
    "finance.revenue.read",
    "finance.revenue.record",
    "finance.restricted.read",
    "guest.stay.read",
    "staff.member.read",
    "uploads.file.upload",
    "uploads.file.read",
    "uploads.restricted.read",
    "chat.room.read",
    "chat.room.create",
    "chat.internal.read",
    "chat.visitor.answer",
    "chat.widget.manage",
    "person.role.assign",
    "realtime.metrics.read",
    "realtime.operate",
  ],
  manager: [
    "property.read",
    "finance.revenue.read",
    "finance.revenue.record",
    "guest.stay.read",
    "staff.member.read",
    "uploads.file.upload",
    "uploads.file.read",
    "uploads.restricted.read",
    "chat.room.read",
    "chat.room.create",
    "chat.internal.read",
    "chat.visitor.answer",
    "chat.widget.manage",
    "person.role.assign",
    "realtime.metrics.read",
  ],
  cashier: [
    "property.read",
    "finance.revenue.read",
    "finance.revenue.record",
    "uploads.file.upload",
    "uploads.file.read",
    "chat.room.read",
    "chat.internal.read",
    "realtime.metrics.read",
  ],
  clerk: [
    "property.read",
    "finance.revenue.read",
    "finance.revenue.record",
    "guest.stay.read",
    "uploads.file.upload",
    "uploads.file.read",
    "chat.room.read",
    "chat.internal.read",
    "chat.visitor.answer",
  ],
};

/** All permissions of several roles at one property, each once. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return [...new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]))];
}
