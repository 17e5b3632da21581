import type { Endpoint, Segment } from "../app";
import { type Diagnostics, SourceError } from "../diagnostics";

/** Two endpoints of one service may not answer the same request. */
export function checkRoutes(endpoints: Endpoint[], diagnostics: Diagnostics): void {
  const taken = new Map<string, Endpoint>();
  for (const endpoint of endpoints) {
    for (const method of endpoint.methods) {
      const key = `${endpoint.service} ${method} ${endpoint.path.map(shape).join("/")}`;
      const first = taken.get(key);
      if (first === undefined) {
        taken.set(key, endpoint);
        continue;
      }
      const message = `api endpoints with conflicting paths defined: ${first.name} and ${endpoint.name} both have ${method} ${endpoint.rawPath}`;
      diagnostics.add(new SourceError(endpoint.at, message, undefined, [first.at]));
      break;
    }
  }
}

/** Parameters conflict whatever they are called. */
function shape(segment: Segment): string {
  return segment.kind === "literal" ? segment.value : { param: ":", wildcard: "*", fallback: "!" }[segment.kind];
}
