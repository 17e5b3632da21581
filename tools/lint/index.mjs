// Our own lint rules: the boundaries that the types cannot express. Each message says the reason.
import { noCrossFeature } from "./no-cross-feature.mjs";
import { noSelectStar, noSqlNow } from "./sql.mjs";
import { pureDomain } from "./pure-domain.mjs";
import { serviceWall } from "./service-wall.mjs";

export default {
  meta: { name: "lobby" },
  rules: {
    "service-wall": serviceWall,
    "pure-domain": pureDomain,
    "no-select-star": noSelectStar,
    "no-sql-now": noSqlNow,
    "no-cross-feature": noCrossFeature,
  },
};
