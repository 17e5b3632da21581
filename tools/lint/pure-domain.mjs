import { eachImport, isTest, partsOf, targetParts } from "./places.mjs";

const EFFECTS = /^(pg|encore\.dev|node:(fs|net|http|https|child_process|worker_threads|timers)|~encore)(\/|$)/;

/** domain/ holds rules as functions: database, clock, randomness and network come in as arguments. */
export const pureDomain = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const here = partsOf(context.filename);
    if (here === null || here[1] !== "domain" || isTest(here) || here[0] === "host") return {};
    const message = (what) => `domain/ is pure: take ${what} as an argument, so that rules can be tested and replayed.`;
    const inner = new Set(["store", "api", "subscribers"]);
    return {
      ...eachImport((node, specifier) => {
        const to = targetParts(context.filename, specifier);
        const own = to !== null && to[0] === here[0] && inner.has(to[1]);
        if (EFFECTS.test(specifier) || own) context.report({ node, message: message(`what ${specifier} gives`) });
      }),
      CallExpression(node) {
        const callee = node.callee;
        if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return;
        const name = `${callee.object.name}.${callee.property.name}`;
        if (name === "Date.now" || name === "Math.random") context.report({ node, message: message(`${name}()`) });
      },
      NewExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0) {
          context.report({ node, message: message("the current time") });
        }
      },
    };
  },
};
