/** A variable that the file names and that has no value. */
export interface Unset {
  path: (string | number)[];
  variable: string;
}

/** The document with each `{"$env": "NAME"}` replaced by the variable's value; those without one are noted in `unset`. */
export function resolveEnv(
  value: unknown,
  env: NodeJS.ProcessEnv,
  unset: Unset[],
  path: (string | number)[] = [],
): unknown {
  if (Array.isArray(value)) return value.map((entry, i) => resolveEnv(entry, env, unset, [...path, i]));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "$env" && typeof first[1] === "string") {
    const found = env[first[1]];
    if (!found) unset.push({ path, variable: first[1] });
    return found || "unset";
  }
  return Object.fromEntries(entries.map(([key, entry]) => [key, resolveEnv(entry, env, unset, [...path, key])]));
}
