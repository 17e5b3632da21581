import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";

/** The row, if the caller may read such rows where it belongs; null otherwise, so that foreign and unknown ids are answered alike. */
export function reach<T extends { propertyId: number }>(row: T | null, permission: Permission): T | null {
  return row !== null && decideAccess(caller().grants, permission, row.propertyId).ok ? row : null;
}

/** The id, or one that nothing has: PostgreSQL would refuse what is no UUID. */
export const uuidOrNone = (id: string): string => (isUuid(id) ? id : "00000000-0000-0000-0000-000000000000");
