/**
 * Our parser is that of PostgreSQL 18, Encore's (pg_query 6.1) that of PostgreSQL 17.4: what only the newer one reads must be
 * refused, or an application that starts here would not start there.
 */

type Tree = Record<string, unknown>;

const SIGNS: [syntax: string, isIn: (node: Tree) => boolean][] = [
  ["RETURNING WITH", (n) => "ReturningOption" in n],
  ["a generated column without STORED", (n) => n["generated_kind"] === "v"],
  ["NOT ENFORCED", (n) => n["contype"] === "CONSTR_ATTR_NOT_ENFORCED" || n["contype"] === "CONSTR_ATTR_ENFORCED"],
  ["NOT ENFORCED", (n) => n["contype"] === "CONSTR_CHECK" && n["is_enforced"] !== true],
  ["ALTER CONSTRAINT … ENFORCED", (n) => "alterEnforceability" in n],
  ["ALTER CONSTRAINT … INHERIT", (n) => "alterInheritability" in n],
  ["NOT NULL as a table constraint", (n) => n["contype"] === "CONSTR_NOTNULL" && "keys" in n],
  ["WITHOUT OVERLAPS", (n) => "without_overlaps" in n],
  ["PERIOD", (n) => "fk_with_period" in n || "pk_with_period" in n],
  [
    "default privileges of large objects",
    (n) => n["targtype"] === "ACL_TARGET_DEFAULTS" && n["objtype"] === "OBJECT_LARGEOBJECT",
  ],
];

/** The syntax in a parse tree that PostgreSQL 17 does not have; undefined when there is none. */
export function newerSyntax(tree: unknown): string | undefined {
  if (tree === null || typeof tree !== "object") return undefined;
  const sign = Array.isArray(tree) ? undefined : SIGNS.find(([, isIn]) => isIn(tree as Tree));
  if (sign !== undefined) return sign[0];
  for (const child of Object.values(tree)) {
    const found = newerSyntax(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
