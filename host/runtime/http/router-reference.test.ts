import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Endpoint, Segment } from "../../model/app";
import { Router } from "./router";

interface Spec {
  method: string;
  /** As in the source: literals, `:name`, `*name`, `!name`. */
  segments: string[];
}

const names = fc.constantFrom("a", "b", "ab", ".", "..", "constructor", "__proto__", "%61", "A");
const inner = fc.oneof({ weight: 3, arbitrary: names }, fc.constant(":"));
const spec: fc.Arbitrary<Spec> = fc.record({
  method: fc.constantFrom("GET", "POST"),
  segments: fc
    .tuple(fc.array(inner, { maxLength: 3 }), fc.option(fc.constantFrom("*rest", "!rest"), { nil: undefined }))
    .map(([list, last]) => (last === undefined ? list : [...list, last]))
    .map((list) => list.map((segment, i) => (segment === ":" ? `:p${i}` : segment))),
});
const routes = fc.uniqueArray(spec, { maxLength: 8, selector: ({ method, segments }) => method + shape(segments) });
const paths = fc
  .array(fc.oneof({ weight: 4, arbitrary: names }, fc.constantFrom("", "c", "-", "*rest", ":x")), { maxLength: 5 })
  .map((list) => `/${list.join("/")}`);

/** Parameters have no names in it, so that equal shapes are the same route. */
function shape(segments: string[]): string {
  const known = segments.map((segment) => segment.replace(/^:.*/, ":").replace(/^\*.*/, "*").replace(/^!.*/, "!"));
  return `/${known.join("/")}`;
}

/**
 * What a route answers, written down one by one as patterns: a wildcard also with nothing, others also with one slash at the end,
 * unless another route of its kind is written exactly so.
 */
function patterns(all: Spec[]): Map<string, Spec[]> {
  const known = new Map<string, Spec[]>();
  const add = (pattern: string, route: Spec) => known.set(pattern, [...(known.get(pattern) ?? []), route]);
  const patternOf = ({ segments }: Spec) => shape(segments).replace(/!$/, "*");
  for (const route of all) add(patternOf(route), route);
  for (const route of all) if (patternOf(route).endsWith("*")) add(patternOf(route).slice(0, -1), route);
  for (const [pattern, list] of new Map(known)) {
    if (pattern.endsWith("/") || pattern.endsWith("*") || known.has(`${pattern}/`)) continue;
    for (const route of list) add(`${pattern}/`, route);
  }
  return known;
}

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .split("/")
    .map((part, i, parts) =>
      part === ":"
        ? i < parts.length - 1
          ? "[^/]*"
          : "[^/]+"
        : part === "*"
          ? ".+"
          : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("/");
  return new RegExp(`^${source}$`).test(path);
}

/** Literal before parameter before wildcard, decided by the first segment that differs. */
function byExactness(a: string, b: string): number {
  const rank = (part: string | undefined) => (part === ":" ? 1 : part === "*" ? 2 : 0);
  const [left, right] = [a.split("/"), b.split("/")];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = rank(left[i]) - rank(right[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The simple truth, which looks at every route. */
function reference(all: Spec[], method: string, path: string): string {
  const found = [false, true].map((fallback) => {
    const kind = all.filter(({ segments }) => (segments.at(-1)?.startsWith("!") ?? false) === fallback);
    const known = patterns(kind);
    const best = [...known.keys()].filter((pattern) => matches(pattern, path)).sort(byExactness)[0];
    return best === undefined ? undefined : known.get(best)!;
  });
  const [own, spare] = found.map((list) => list?.find((route) => route.method === method));
  if (own) return `${method} ${shape(own.segments)}`;
  if (spare) return found[0] ? "hiddenByRoute" : `${method} ${shape(spare.segments)}`;
  return found[0] || found[1] ? "wrongMethod" : "unknownPath";
}

function built(all: Spec[]): Router<string> {
  const router = new Router<string>();
  for (const { method, segments } of all) {
    const path = segments.map((text): Segment => {
      const kind = ({ ":": "param", "*": "wildcard", "!": "fallback" } as const)[text[0]!];
      const name = text.slice(1);
      return kind ? { kind, name, type: { kind: "string" } } : { kind: "literal", value: text };
    });
    const endpoint = { methods: [method], path: path.length > 0 ? path : [{ kind: "literal", value: "" }] };
    router.add(endpoint as unknown as Endpoint, `${method} ${shape(segments)}`);
  }
  return router;
}

describe("any routes and any path", { timeout: 60_000 }, () => {
  test("lead where a matcher leads that tries every route", () => {
    fc.assert(
      fc.property(routes, fc.constantFrom("GET", "POST"), paths, (all, method, path) => {
        const route = built(all).find(method, path);
        expect(route.kind === "found" ? route.target : route.kind).toBe(reference(all, method, path));
      }),
      { numRuns: 1_000 },
    );
  });

  test("give the parts of the path back", () => {
    fc.assert(
      fc.property(routes, paths, (all, path) => {
        const route = built(all).find("GET", path);
        if (route.kind !== "found") return;
        const rebuilt = all
          .find(({ method, segments }) => `${method} ${shape(segments)}` === route.target)!
          .segments.map((part) => (/^[:*!]/.test(part) ? (route.path[part.slice(1)] ?? "") : part));
        expect([`/${rebuilt.join("/")}`, `/${rebuilt.join("/")}/`]).toContain(path);
      }),
      { numRuns: 1_000 },
    );
  });

  test("never throw, whatever the path is", () => {
    fc.assert(
      fc.property(routes, fc.string({ unit: "binary" }), (all, path) => {
        expect(["found", "unknownPath", "wrongMethod", "hiddenByRoute"]).toContain(built(all).find("GET", path).kind);
      }),
    );
  });
});
