import type { Endpoint, Segment } from "../app";
import { type Diagnostics, SourceError } from "../diagnostics";

/** Two endpoints of one service may not claim the same path for one method, nor give one place in it two parameter names. */
export function checkRoutes(endpoints: Endpoint[], diagnostics: Diagnostics): void {
  for (const [i, later] of endpoints.entries()) {
    const earlier = endpoints.slice(0, i).find((e) => conflict(e, later) !== undefined);
    if (earlier === undefined) continue;
    const message = `api endpoints with conflicting paths defined: ${conflict(earlier, later)} ${later.rawPath} and ${earlier.rawPath}`;
    const help = `${earlier.name} is declared at ${earlier.at.file}:${earlier.at.line}. Use one name for one place of a path.`;
    diagnostics.add(new SourceError(later.at, message, help, [earlier.at]));
  }
}

/** The method for which two endpoints are in each other's way. */
function conflict(a: Endpoint, b: Endpoint): string | undefined {
  if (a.service !== b.service || !pathsConflict(a.path, b.path)) return undefined;
  return a.methods.find((method) => b.methods.includes(method));
}

/**
 * Whether two paths cannot stand side by side: they are the same, or differ first at a place where both have a parameter. A
 * fixed segment beside a parameter is no conflict, and neither is a fallback, which only gets what nothing else takes.
 */
export function pathsConflict(a: Segment[], b: Segment[]): boolean {
  for (const [i, segment] of a.entries()) {
    const other = b[i];
    if (other === undefined) return false;
    if (written(segment) === written(other)) continue;
    return isPattern(segment) && isPattern(other);
  }
  return a.length === b.length;
}

function isPattern({ kind }: Segment): boolean {
  return kind === "param" || kind === "wildcard";
}

function written(segment: Segment): string {
  return segment.kind === "literal"
    ? segment.value
    : { param: ":", wildcard: "*", fallback: "!" }[segment.kind] + segment.name;
}
