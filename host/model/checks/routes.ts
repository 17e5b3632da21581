import type { Endpoint, Segment } from "../app";
import { type Diagnostics, SourceError } from "../diagnostics";

/** Two endpoints of one service may not claim the same path for one method, nor give one place in it two parameter names. */
export function checkRoutes(endpoints: Endpoint[], diagnostics: Diagnostics): void {
  for (const [i, later] of endpoints.entries()) {
    const wrong = unroutable(later.path);
    if (wrong !== undefined) {
      diagnostics.add(new SourceError(later.at, `${wrong}: ${later.rawPath}`));
      continue;
    }
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
 * Whether two paths cannot stand side by side: they are the same but for the names of their parameters, or one takes all the rest
 * where the other has a parameter or the rest. A fixed segment beside a parameter is no conflict; a fallback counts as fixed.
 */
export function pathsConflict(a: Segment[], b: Segment[]): boolean {
  const [left, right] = [tokens(a), tokens(b)];
  const at = left.findIndex((token, i) => token !== right[i]);
  if (at === -1) return left.length === right.length || left.at(-1) === REST;
  return isWild(left[at]) && isWild(right[at]);
}

const [PARAMETER, REST] = ["\0:", "\0*"];

function isWild(token: string | undefined): boolean {
  return token === PARAMETER || token === REST;
}

/** Characters, and one token for each parameter: a colon inside a segment starts one as well. */
function tokens(path: Segment[]): string[] {
  return path.flatMap((segment) => {
    if (segment.kind === "wildcard") return ["/", REST];
    const text =
      { literal: "", param: ":", fallback: "!" }[segment.kind] +
      (segment.kind === "literal" ? segment.value : segment.name);
    const colon = text.indexOf(":");
    return ["/", ...Array.from(colon === -1 ? text : text.slice(0, colon)), ...(colon === -1 ? [] : [PARAMETER])];
  });
}

/** What the router of the genuine runtime cannot hold. */
function unroutable(path: Segment[]): string | undefined {
  for (const segment of path) {
    const text = segment.kind === "literal" ? segment.value : segment.name;
    if (segment.kind === "literal" && text.includes("*"))
      return "catch-all parameters are only allowed at the end of a route";
    if (segment.kind !== "literal" && /[:*]/.test(text)) return "only one parameter is allowed per path segment";
    const [, after] = text.split(":");
    if (segment.kind === "literal" && after === "") return "parameters must be registered with a name";
  }
  return undefined;
}
