import type { Schemas } from "./document";
import type { Entry } from "./entries";
import { exampleOf } from "./example";

/** A command line that calls the endpoint, with `$TOKEN` where it needs a login and `<…>` where the reader fills in. */
export function curlOf(entry: Entry, base: string, schemas: Schemas): string {
  const required = entry.parameters.filter((p) => p.required === true);
  const path = entry.path.replaceAll(/\{(\w+)\}/g, "<$1>");
  const query = required.filter((p) => p.in === "query").map((p) => `${p.name}=<${p.name}>`);
  const headers = required.filter((p) => p.in === "header").map((p) => `${p.name}: <${p.name}>`);
  const url = `${base}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`;
  const [method = "GET"] = entry.methods;
  const hasBody = entry.request !== undefined && entry.stream === undefined;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(url)}`,
    ...(entry.access === "auth" ? [`-H "Authorization: Bearer $TOKEN"`] : []),
    ...headers.map((h) => `-H ${quoted(h)}`),
    ...(hasBody ? [`-H 'Content-Type: application/json'`, `-d ${quoted(bodyOf(entry, schemas))}`] : []),
  ];
  return lines.join(" \\\n  ");
}

function bodyOf({ request }: Entry, schemas: Schemas): string {
  return JSON.stringify(request === undefined ? {} : exampleOf(request, schemas));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
