import { en } from "./en";

type Leaves<T, Prefix extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type PluralBase<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** Every text by its place in the catalogue: `finance.title`. Of plural forms (`_one`, `_other`) the common part. */
export type TextKey = PluralBase<Leaves<typeof en>>;

const plurals = new Intl.PluralRules("en");

/** The text with its `{{values}}`. With `count` the plural form is chosen. Keys, plurals and values as i18next has them. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const { count } = values;
  const text = (typeof count === "number" ? find(`${key}_${plurals.select(count)}`) : null) ?? find(key) ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
}

function find(key: string): string | null {
  let place: unknown = en;
  for (const part of key.split(".")) place = (place as Record<string, unknown> | undefined)?.[part];
  return typeof place === "string" ? place : null;
}
