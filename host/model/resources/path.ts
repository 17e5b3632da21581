import { SourceError } from "../diagnostics";
import type { Position, Segment } from "../app";

/** Splits the path of an endpoint: `:name` one segment, `*name` the rest, `!name` the rest when nothing else fits. */
export function parsePath(path: string, at: Position): Segment[] {
  const fail = (message: string): never => {
    throw new SourceError(
      at,
      `${message}: ${path}`,
      "A path is / or /a/:param/*rest: no empty segment, no query, the rest at the end.",
    );
  };
  if (path === "") return fail("empty path");
  if (!path.startsWith("/")) return fail("path must start with '/'");
  // As a URL would be read: two slashes of either kind name an authority.
  if (/^[/\\]{2}/.test(path.replaceAll(/[\t\n\r]/g, ""))) return fail("path cannot contain url authority");
  if (path.includes("?")) return fail("path cannot contain query parameters (the '?' character)");
  if (path.includes("#")) return fail("path cannot contain url fragment (the '#' character)");
  if (path === "/") return [];
  const parts = path.slice(1).split("/");
  return parts.map((part, i): Segment => {
    if (part === "") return fail("path cannot contain empty path segment");
    const kind = ({ ":": "param", "*": "wildcard", "!": "fallback" } as const)[part[0] as ":"] as
      | "param"
      | "wildcard"
      | "fallback"
      | undefined;
    if (kind === undefined) return { kind: "literal", value: part };
    if (part.length === 1 && kind !== "fallback") return fail("path parameters must have a name");
    if (kind !== "param" && i < parts.length - 1) return fail(`${kind} segment must be at the end of the path`);
    return { kind, name: part.slice(1), type: { kind: "string" } };
  });
}
