/** Reports a string or template literal whose text matches. */
function onSqlText(pattern, message) {
  return {
    meta: { type: "problem", schema: [] },
    create(context) {
      const check = (node, text) => {
        if (typeof text === "string" && pattern.test(text)) context.report({ node, message });
      };
      return {
        Literal: (node) => check(node, node.value),
        TemplateLiteral: (node) => check(node, node.quasis.map((q) => q.value.cooked ?? "").join("$x")),
      };
    },
  };
}

export const noSelectStar = onSqlText(
  /\bselect\s+(?:\w+\.)?\*/i,
  "Name the columns: a new column must not change what a query returns.",
);

export const noSqlNow = onSqlText(
  /\b(?:select|insert|update|delete|where|values|set)\b[\s\S]*\b(?:now\s*\(\s*\)|current_timestamp|clock_timestamp\s*\(\s*\)|statement_timestamp\s*\(\s*\))/i,
  "SQL never reads the clock: pass the time from platform/clock as a parameter, so that tests can turn it.",
);
