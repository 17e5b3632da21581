import { DAY_CLOSES, FINANCE } from "./finance";
import type { Followed } from "./followed";
import { GUEST } from "./guest";
import { IDENTITY } from "./identity";
import { REPORTS } from "./reports";
import { STAFF } from "./staff";
import { UPLOADS } from "./uploads";

/** Every entity that events are about. A service that begins to publish adds its own; what turns days comes last. */
export const FOLLOWED: readonly Followed[] = [
  ...FINANCE,
  ...STAFF,
  ...GUEST,
  ...UPLOADS,
  ...IDENTITY,
  ...REPORTS,
  DAY_CLOSES,
];
