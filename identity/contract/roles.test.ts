import { expect, test } from "vitest";
import type { Grant } from "./auth";
import { decideAccess } from "./grants";
import type { Permission } from "./permissions";
import { permissionsOf, ROLE_PERMISSIONS } from "./roles";

const grant = (propertyId: number, permissions: Permission[]): Grant => ({
  propertyId,
  permissions,
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate: "2026-11-20",
});

test("[I3] without a role there is no permission, and several roles add up without repeats", () => {
  expect(permissionsOf([])).toEqual([]);
  const both = permissionsOf(["cashier", "manager"]);
  expect(new Set(both).size).toBe(both.length);
  expect(both).toEqual(expect.arrayContaining(permissionsOf(["cashier"])));
});

test("[I3] restricted figures are the owner's only", () => {
  expect(
    (["owner", "manager", "cashier", "clerk"] as const).filter((role) =>
      permissionsOf([role]).includes("finance.restricted.read"),
    ),
  ).toEqual(["owner"]);
});

test("[I3] a permission at one property is none at another", () => {
  const grants = [grant(1, ["finance.revenue.read"]), grant(2, [])];
  expect(decideAccess(grants, "finance.revenue.read", 1)).toMatchObject({ ok: true, value: { propertyId: 1 } });
  expect(decideAccess(grants, "finance.revenue.read", 2)).toMatchObject({
    reason: "permission_missing",
    values: { permission: "finance.revenue.read", propertyId: 2 },
  });
  expect(decideAccess(grants, "finance.revenue.read", 3)).toMatchObject({ reason: "property_not_found" });
});

test("[F8] whoever sees the events of finance may read expenses, which come among them", () => {
  for (const permissions of Object.values(ROLE_PERMISSIONS))
    expect(permissions.includes("finance.expense.read")).toBe(permissions.includes("finance.revenue.read"));
});
