import { eachImport, partsOf, targetParts } from "./places.mjs";

/** In the front end the arrows are ui, lib <- files <- features <- app. */
export const noCrossFeature = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const here = partsOf(context.filename);
    if (here === null || here[0] !== "frontend" || here[1] !== "src") return {};
    const [, , layer, feature] = here;
    return eachImport((node, specifier) => {
      const to = targetParts(context.filename, specifier);
      if (to === null || to[0] !== "frontend" || to[1] !== "src") return;
      const [, , toLayer, toFeature] = to;
      if (layer === "features" && toLayer === "features" && toFeature !== feature) {
        context.report({ node, message: "Features do not import each other: move the shared part to ui/ or lib/." });
      } else if ((layer === "ui" || layer === "lib") && (toLayer === "features" || toLayer === "app")) {
        context.report({ node, message: `${layer}/ knows nothing of hotels: it cannot import ${toLayer}/.` });
      } else if (layer === "files" && (toLayer === "features" || toLayer === "app")) {
        context.report({ node, message: `files/ serves every feature: it cannot import ${toLayer}/.` });
      } else if (layer === "features" && toLayer === "app") {
        context.report({ node, message: "Features are put together by app/, not the other way round." });
      }
    });
  },
};
