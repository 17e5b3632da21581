const CONDITIONS = new Set(["bun", "deno", "types", "node-addons", "node", "import", "require", "default"]);

type Target = string | null | Target[] | { [condition: string]: Target };

/**
 * The path inside a package that a subpath (`.` or `./x`) stands for, by the `exports` of its package.json (given as text);
 * undefined when there are no exports or none of them fits. Throws when the text is no JSON.
 */
export function packageTarget(manifest: string | undefined, subpath: string): string | undefined {
  const { exports } = JSON.parse(manifest ?? "{}") as { exports?: Target };
  if (exports === undefined || exports === null) return undefined;
  const isMap =
    typeof exports === "object" && !Array.isArray(exports) && Object.keys(exports).some((k) => k.startsWith("."));
  if (!isMap) return subpath === "." ? choose(exports) : undefined;
  return fromMap(exports as Record<string, Target>, subpath);
}

function fromMap(exports: Record<string, Target>, subpath: string): string | undefined {
  const exact = exports[subpath];
  if (exact !== undefined) return choose(exact);
  const patterns = Object.keys(exports)
    .filter((k) => k.includes("*"))
    .sort((a, b) => b.indexOf("*") - a.indexOf("*"));
  for (const pattern of patterns) {
    const [head = "", tail = ""] = pattern.split("*");
    if (!subpath.startsWith(head) || !subpath.endsWith(tail) || subpath.length < head.length + tail.length) continue;
    const rest = subpath.slice(head.length, subpath.length - tail.length);
    return choose(exports[pattern] ?? null)?.replaceAll("*", () => rest);
  }
  return undefined;
}

function choose(target: Target): string | undefined {
  if (typeof target === "string") return target;
  if (target === null) return undefined;
  if (Array.isArray(target)) return target.map(choose).find((t) => t !== undefined);
  for (const [condition, next] of Object.entries(target)) {
    if (!CONDITIONS.has(condition)) continue;
    const found = choose(next);
    if (found !== undefined) return found;
  }
  return undefined;
}
