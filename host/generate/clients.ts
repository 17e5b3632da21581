/** `~encore/clients`: calls between services. In tests a call first registers the handler that it is going to reach. */
import type { App, Endpoint, Service } from "../model/app";
import type { GeneratedFiles } from "./generated-files";
import { endpointOptions, endpointShape, identifier, sourceImport } from "./names";

const DEPTH = 4;

export function clientFiles({ services }: App): GeneratedFiles {
  const line = (suffix: string) => (s: Service) =>
    `export * as ${identifier(s.name)} from "../internal/clients/${s.name}/endpoints${suffix}";\n`;
  const files: GeneratedFiles = {
    "clients/index.js": services.map(line(".js")).join(""),
    "clients/index.d.ts": services.map(line("")).join(""),
  };
  for (const service of services) {
    const dir = `internal/clients/${service.name}`;
    const endpoints = service.endpoints.filter((e) => e.kind !== "static");
    files[`${dir}/endpoints.js`] = calls(endpoints);
    files[`${dir}/endpoints.d.ts`] = declarations(endpoints);
    files[`${dir}/endpoints_testing.js`] = testCalls(service, endpoints);
  }
  return files;
}

const CODEGEN_API = 'import { apiCall, streamIn, streamInOut, streamOut } from "encore.dev/internal/codegen/api";';

function calls(endpoints: Endpoint[]): string {
  return `${CODEGEN_API}

const testing = typeof ENCORE_DROP_TESTS === "undefined" && process.env.NODE_ENV === "test" ? await import("./endpoints_testing.js") : undefined;

${endpoints
  .map(
    (e) => `export async function ${e.name}(${takesParams(e) ? "params, opts" : "opts"}) {
  if (testing !== undefined) return testing.${e.name}(${takesParams(e) ? "params" : "undefined"}, opts);
  return ${call(e, takesParams(e) ? "params" : "undefined")};
}
`,
  )
  .join("\n")}
export class Client {
${endpoints.map((e) => `  ${e.name} = ${e.name};\n`).join("")}}

let client;

export function ref() {
  client ??= new Client();
  return client;
}
`;
}

function testCalls(service: Service, endpoints: Endpoint[]): string {
  const hasMiddlewares = service.file !== undefined;
  return `${CODEGEN_API}
import { registerTestHandler } from "encore.dev/internal/codegen/appinit";
${service.file === undefined ? "" : `import * as service from ${sourceImport(service.file, DEPTH)};\n`}
${endpoints
  .map(
    (e) => `export async function ${e.name}(params, opts) {
  const { ${e.exportName}: handler } = await import(${sourceImport(e.at.file, DEPTH)});
  registerTestHandler({
    apiRoute: { service: ${JSON.stringify(e.service)}, name: ${JSON.stringify(e.name)}, handler, ${endpointShape(e)} },
    endpointOptions: ${endpointOptions(e)},
    middlewares: ${hasMiddlewares ? "service.default.cfg.middlewares ?? []" : "[]"},
  });
  return ${call(e, "params")};
}
`,
  )
  .join("\n")}`;
}

function call({ kind, service, name }: Endpoint, params: string): string {
  const through = kind.startsWith("stream") ? kind : "apiCall";
  return `${through}(${JSON.stringify(service)}, ${JSON.stringify(name)}, ${params}, opts)`;
}

function takesParams(endpoint: Endpoint): boolean {
  const carried = endpoint.kind.startsWith("stream") ? endpoint.handshake : endpoint.request;
  return carried !== undefined || endpoint.path.some((s) => s.kind !== "literal");
}

const STREAM_TYPES = `
type Handshake<F extends (...args: any[]) => any> = F extends (...args: infer A) => any ? (A extends [infer H, any] ? H : void) : never;
type Sent<F> = F extends StreamInOutHandlerFn<any, infer In, any> | StreamInHandlerFn<any, infer In, any> ? In : never;
type Received<F> = F extends StreamInOutHandlerFn<any, any, infer Out> | StreamInHandlerFn<any, any, infer Out> | StreamOutHandlerFn<any, infer Out> ? Out : never;
type Connect<F extends (...args: any[]) => any, S> = (...args: Handshake<F> extends void ? [opts?: CallOpts] : [data: Handshake<F>, opts?: CallOpts]) => Promise<S>;
`;

const STREAM_OF: Record<string, (handler: string) => string> = {
  streamInOut: (f) => `StreamInOut<Received<${f}>, Sent<${f}>>`,
  streamIn: (f) => `StreamOutWithResponse<Sent<${f}>, Received<${f}>>`,
  streamOut: (f) => `StreamIn<Received<${f}>>`,
};

function declarations(endpoints: Endpoint[]): string {
  const hasStreams = endpoints.some((e) => e.kind.startsWith("stream"));
  const types = endpoints.map((e) => {
    const handler = `typeof ${e.name}_handler`;
    const stream = STREAM_OF[e.kind];
    return `type ${e.name}_Call = ${stream === undefined ? `Call<${handler}>` : `Connect<${handler}, ${stream(handler)}>`};`;
  });
  return [
    'import type { CallOpts } from "encore.dev/api";',
    ...(hasStreams
      ? [
          'import type { StreamIn, StreamInHandlerFn, StreamInOut, StreamInOutHandlerFn, StreamOutHandlerFn, StreamOutWithResponse } from "encore.dev/api";',
        ]
      : []),
    ...endpoints.map(
      (e) => `import type { ${e.exportName} as ${e.name}_handler } from ${sourceImport(e.at.file, DEPTH)};`,
    ),
    "",
    "type Call<F extends (...args: any[]) => any> = (...args: [...Parameters<F>, opts?: CallOpts]) => ReturnType<F>;",
    ...(hasStreams ? [STREAM_TYPES] : []),
    ...types,
    "",
    ...endpoints.map((e) => `export declare const ${e.name}: ${e.name}_Call;`),
    "",
    "export declare class Client {",
    "  private constructor();",
    ...endpoints.map((e) => `  readonly ${e.name}: ${e.name}_Call;`),
    "}",
    "",
    "export declare function ref(): Client;",
    "",
  ].join("\n");
}
