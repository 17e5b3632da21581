import type { App } from "../model/app";
import { endpointOptions, endpointShape, identifier, sourceImport } from "./names";

const DEPTH = 4;

/** The module that imports everything with a handler, tells the SDK about it, and runs. */
export function entryPoint(app: App): string {
  const gateways = app.gateways.flatMap(({ at, exportName }) =>
    at === undefined || exportName === undefined ? [] : [{ at, exportName }],
  );
  const endpoints = app.services.flatMap((s) => s.endpoints.filter((e) => e.kind !== "static"));
  const subscribers = [...new Set(app.topics.flatMap((t) => t.subscriptions.map((s) => s.at.file)))];
  const services = app.services.flatMap(({ name, file }) => (file === undefined ? [] : [{ name, file }]));
  const middlewares = (service: string): string =>
    services.some((s) => s.name === service) ? `${identifier(service)}_service.default.cfg.middlewares ?? []` : "[]";
  return [
    'import { registerGateways, registerHandlers, run, type Handler } from "encore.dev/internal/codegen/appinit";',
    ...gateways.map((g, i) => `import { ${g.exportName} as gateway${i} } from ${sourceImport(g.at.file, DEPTH)};`),
    ...endpoints.map((e, i) => `import { ${e.exportName} as endpoint${i} } from ${sourceImport(e.at.file, DEPTH)};`),
    ...subscribers.map((file) => `import ${sourceImport(file, DEPTH)};`),
    ...services.map((s) => `import * as ${identifier(s.name)}_service from ${sourceImport(s.file, DEPTH)};`),
    ...app.metrics.map((m, i) => `import { ${m.exportName} as metric${i} } from ${sourceImport(m.file, DEPTH)};`),
    "",
    `const gateways: any[] = [${gateways.map((_, i) => `gateway${i}`).join(", ")}];`,
    ...(app.metrics.length === 0 ? [] : [`void [${app.metrics.map((_, i) => `metric${i}`).join(", ")}];`]),
    "const handlers: Handler[] = [",
    ...endpoints.map((e, i) => {
      const route = `{ service: ${JSON.stringify(e.service)}, name: ${JSON.stringify(e.name)}, handler: endpoint${i} as any, ${endpointShape(e)} }`;
      return `  { apiRoute: ${route}, endpointOptions: ${endpointOptions(e)}, middlewares: ${middlewares(e.service)} },`;
    }),
    "];",
    "",
    "registerGateways(gateways);",
    "registerHandlers(handlers);",
    "",
    "await run(import.meta.url);",
    "",
  ].join("\n");
}
