import type { Endpoint } from "../../model/app";

/** What a path leads to. */
export type Route<T> =
  | { kind: "found"; target: T; path: Record<string, string> }
  /** No endpoint has this path. */
  | { kind: "unknownPath" }
  /** Endpoints have this path, none of them this method. */
  | { kind: "wrongMethod" }
  /** The path belongs to a route without this method, and a fallback that has the method covers it too. `allow`: as in the header. */
  | { kind: "hiddenByRoute"; allow: string };

interface Entry<T> {
  target: T;
  names: string[];
}

interface Leaf<T> {
  byMethod: Map<string, Entry<T>>;
}

interface Node<T> {
  literals: Map<string, Node<T>>;
  param?: Node<T>;
  /** Takes the rest of the path, also an empty one. */
  rest?: Leaf<T>;
  leaf?: Leaf<T>;
}

/**
 * Endpoints by path and method (facts 5.2, 6): segments are compared as written, literals go before parameters and parameters
 * before wildcards, one slash at the end is ignored, and fallbacks (`!name`) are asked only when no other route answers.
 */
export class Router<T> {
  readonly #routes: Node<T> = emptyNode();
  readonly #fallbacks: Node<T> = emptyNode();

  add(endpoint: Endpoint, target: T): void {
    const isFallback = endpoint.path.some((segment) => segment.kind === "fallback");
    const names: string[] = [];
    let node = isFallback ? this.#fallbacks : this.#routes;
    let leaf: Leaf<T> | undefined;
    for (const segment of endpoint.path) {
      if (segment.kind === "literal") {
        if (segment.value !== "") node = childOf(node, segment.value);
        continue;
      }
      names.push(segment.name);
      if (segment.kind === "param") node = node.param ??= emptyNode();
      else leaf = node.rest ??= { byMethod: new Map() };
    }
    leaf ??= node.leaf ??= { byMethod: new Map() };
    const entry = { target, names };
    for (const method of endpoint.methods) {
      leaf.byMethod.set(method, entry);
      if (endpoint.path.length === 1 && leaf === node.rest) this.#atRoot(node, method, entry);
    }
  }

  /** A wildcard at the root also answers `/`, next to what is written there for other methods. */
  #atRoot(root: Node<T>, method: string, entry: Entry<T>): void {
    const { byMethod } = (root.leaf ??= { byMethod: new Map() });
    if (!byMethod.has(method)) byMethod.set(method, entry);
  }

  find(method: string, path: string): Route<T> {
    const values: string[] = [];
    const known = find(this.#routes, path, 0, values);
    const own = known?.byMethod.get(method);
    if (own) return { kind: "found", target: own.target, path: named(own, values) };
    const spareValues: string[] = [];
    const fallback = find(this.#fallbacks, path, 0, spareValues);
    const spare = fallback?.byMethod.get(method);
    if (spare === undefined) return { kind: known || fallback ? "wrongMethod" : "unknownPath" };
    if (!known) return { kind: "found", target: spare.target, path: named(spare, spareValues) };
    // The server behind the gateway of the genuine runtime answers HEAD with GET; the gateway alone would not let it through.
    const get = method === "HEAD" ? known.byMethod.get("GET") : undefined;
    if (get === undefined) return { kind: "hiddenByRoute", allow: allowed(known) };
    return { kind: "found", target: get.target, path: named(get, values) };
  }
}

function allowed({ byMethod }: Leaf<unknown>): string {
  const methods = [...byMethod.keys()].flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return [...new Set(methods)].join(",");
}

function emptyNode<T>(): Node<T> {
  return { literals: new Map() };
}

function childOf<T>(node: Node<T>, segment: string): Node<T> {
  let child = node.literals.get(segment);
  if (child === undefined) node.literals.set(segment, (child = emptyNode()));
  return child;
}

/** `at` is where the next segment's slash stands, or the end of the path. Fills `values` on the way. */
function find<T>(node: Node<T>, path: string, at: number, values: string[]): Leaf<T> | undefined {
  if (at >= path.length) return node.leaf;
  if (path[at] !== "/") return undefined;
  const next = path.indexOf("/", at + 1);
  const end = next < 0 ? path.length : next;
  const segment = path.slice(at + 1, end);
  // A wildcard that matches nothing goes before the slash that is ignored; at the root they are the same path.
  if (segment === "" && end === path.length && node.leaf && (!node.rest || at === 0)) return node.leaf;
  const literal = node.literals.get(segment);
  if (literal) {
    const leaf = find(literal, path, end, values);
    if (leaf) return leaf;
  }
  // Only the last one must not be empty.
  if (node.param && (segment !== "" || end < path.length)) {
    values.push(segment);
    const leaf = find(node.param, path, end, values);
    if (leaf) return leaf;
    values.pop();
  }
  if (node.rest) values.push(path.slice(at + 1));
  return node.rest;
}

/** A wildcard or fallback that matched nothing is empty, or not among the values. */
function named({ names }: Entry<unknown>, values: string[]): Record<string, string> {
  const path: Record<string, string> = {};
  for (const [i, name] of names.entries()) if (values[i] !== undefined) path[name] = values[i];
  return path;
}
