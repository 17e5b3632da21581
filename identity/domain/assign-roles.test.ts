import { expect, test } from "vitest";
import type { Role } from "../contract/permissions";
import { decideRoles } from "./assign-roles";
import { permissionsOf } from "../contract/roles";

const decide = (as: Role, before: Role[], after: Role[], otherOwners = 1) => {
  const outcome = decideRoles({ own: permissionsOf([as]), before, after, otherOwners });
  return outcome.ok ? "ok" : outcome.reason;
};

test.each<[as: Role, before: Role[], after: Role[], answer: string]>([
  ["owner", [], ["owner"], "ok"],
  ["owner", ["manager"], [], "ok"],
  ["manager", [], ["cashier", "clerk"], "ok"],
  ["manager", ["clerk"], ["manager"], "ok"],
  ["manager", [], ["owner"], "role_above_own"],
  ["manager", ["owner"], [], "role_above_own"],
  ["manager", ["owner", "clerk"], ["owner"], "role_above_own"],
])("[I9] a %s who changes %j to %j: %s", (as, before, after, answer) => {
  expect(decide(as, before, after)).toBe(answer);
});

test("[I9] the last owner stays, whoever asks", () => {
  expect(decide("owner", ["owner"], ["manager"], 0)).toBe("last_owner");
  expect(decide("owner", ["owner", "manager"], ["owner"], 0)).toBe("ok");
  expect(decide("owner", ["owner"], ["manager"], 1)).toBe("ok");
});
