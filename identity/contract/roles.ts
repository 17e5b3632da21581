import type { Permission, Role } from "./permissions";

const EVERYBODY: readonly Role[] = ["owner", "manager", "cashier", "clerk", "housekeeper"];
const DESK: readonly Role[] = ["owner", "manager", "cashier", "clerk"];
const OFFICE: readonly Role[] = ["owner", "manager"];

/** Every role there is. */
export const ROLES = EVERYBODY;

/** Which roles hold each permission at a property where a person has one of them (I3). */
const HELD_BY: Readonly<Record<Permission, readonly Role[]>> = {
  "property.read": EVERYBODY,
  "property.manage": ["owner"],
  "person.read": OFFICE,
  "person.role.assign": OFFICE,
  "finance.revenue.read": DESK,
  "finance.revenue.record": DESK,
  "finance.revenue.reverse": OFFICE,
  "finance.expense.read": DESK,
  "finance.expense.submit": DESK,
  "finance.expense.approve": OFFICE,
  "finance.expense.approve.unlimited": ["owner"],
  "finance.cash.handle": DESK,
  "finance.cash.approve": OFFICE,
  "finance.day.close": OFFICE,
  "finance.restricted.read": ["owner"],
  "guest.stay.read": ["owner", "manager", "clerk", "housekeeper"],
  "guest.stay.write": ["owner", "manager", "clerk"],
  "guest.checkin.force": ["owner", "manager"],
  "guest.room.write": ["owner", "manager", "clerk", "housekeeper"],
  "guest.room.manage": ["owner", "manager"],
  "guest.request.write": ["owner", "manager", "clerk", "housekeeper"],
  "guest.restricted.read": ["owner", "manager", "clerk"],
  "guest.identity.read": ["owner", "manager"],
  "staff.member.read": EVERYBODY,
  "staff.member.manage": OFFICE,
  "staff.shift.manage": OFFICE,
  "staff.clock": EVERYBODY,
  "task.read": EVERYBODY,
  "task.work": EVERYBODY,
  "task.manage": ["owner", "manager", "clerk"],
  "uploads.file.upload": EVERYBODY,
  "uploads.file.read": DESK,
  "uploads.restricted.read": OFFICE,
  "chat.room.read": EVERYBODY,
  "chat.room.create": OFFICE,
  "chat.internal.read": EVERYBODY,
  "chat.visitor.answer": ["owner", "manager", "clerk"],
  "chat.widget.manage": OFFICE,
  "reports.dashboard.read": DESK,
  "reports.figures.read": OFFICE,
  "realtime.metrics.read": ["owner", "manager", "cashier"],
  "realtime.operate": ["owner"],
};

/** What each role may do at a property where a person has it. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: heldBy("owner"),
  manager: heldBy("manager"),
  cashier: heldBy("cashier"),
  clerk: heldBy("clerk"),
  housekeeper: heldBy("housekeeper"),
};

/** All permissions of several roles at one property, each once. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return [...new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]))];
}

function heldBy(role: Role): Permission[] {
  return (Object.keys(HELD_BY) as Permission[]).filter((permission) => HELD_BY[permission].includes(role));
}
