/** As far as it is compared: JSON Schema of a message. */
export interface Shape {
  type?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  anyOf?: Shape[];
  additionalProperties?: Shape | boolean;
}

/** Who writes the message: what may change without hurting the other side is the opposite. */
export type Writer = "server" | "client";

/**
 * What of a message's old shape its new one breaks within a version (RT29), each as a path and a word; empty when all that changed was added.
 * A server's frame keeps every field that was always there; a client's message asks for no more than it did.
 */
export function breaks(writer: Writer, before: Shape, after: Shape, path = ""): string[] {
  const found: string[] = [];
  const say = (what: string): void => void found.push(`${path === "" ? "." : path}: ${what}`);
  if (JSON.stringify(before.type) !== JSON.stringify(after.type)) say("another type");
  if (before.const !== after.const) say("another constant");
  if (before.enum?.some((value) => !after.enum?.includes(value))) say("a value is gone");
  for (const [name, shape] of Object.entries(before.properties ?? {})) {
    const now = after.properties?.[name];
    if (now === undefined) say(`${name} is gone`);
    else found.push(...breaks(writer, shape, now, `${path}.${name}`));
  }
  const [promised, kept] = writer === "server" ? [before.required, after.required] : [after.required, before.required];
  for (const name of promised ?? [])
    if (!kept?.includes(name)) say(`${name} ${writer === "server" ? "may be absent now" : "is asked for now"}`);
  if (before.items !== undefined) found.push(...breaks(writer, before.items, after.items ?? {}, `${path}[]`));
  if (typeof before.additionalProperties === "object") {
    const now = typeof after.additionalProperties === "object" ? after.additionalProperties : {};
    found.push(...breaks(writer, before.additionalProperties, now, `${path}{}`));
  }
  for (const [i, shape] of (before.anyOf ?? []).entries())
    found.push(...breaks(writer, shape, after.anyOf?.[i] ?? {}, `${path}|${i}`));
  return found;
}
