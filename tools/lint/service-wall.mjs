import { eachImport, OUTSIDE, partsOf, SHARED, targetParts } from "./places.mjs";

/** A service is known to others by its contract only; the application never knows the host. */
export const serviceWall = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const here = partsOf(context.filename);
    if (here === null || here.length < 2 || here[0].startsWith(".")) return {};
    const [from] = here;
    const report = (node, message) => context.report({ node, message });
    return eachImport((node, specifier) => {
      const to = targetParts(context.filename, specifier);
      if (to === null || to[0] === ".." || to[0] === from || to.length < 2) return;
      if (from === "tests" || from === "bench" || from === "tools") return;
      if (to[0] === "host") {
        report(node, "The application runs on Encore as well: it never imports host/.");
      } else if (from === "host" || from === "frontend") {
        report(
          node,
          `${from}/ knows the application by its model or its generated client only, not by imports of ${to[0]}/.`,
        );
      } else if (from === "platform") {
        report(node, "platform/ knows no service.");
      } else if (!SHARED.has(to[0]) && !OUTSIDE.has(to[0]) && to[1] !== "contract") {
        report(
          node,
          `Another service is reached through ~encore/clients or ../${to[0]}/contract/, so that its inside can change.`,
        );
      }
    });
  },
};
