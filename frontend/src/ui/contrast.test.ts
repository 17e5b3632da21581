import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../app/app.css", import.meta.url), "utf8");

/** Tokens of a theme: the base list with its light or dark value, or the list of the contrast theme. */
function tokens(theme: "light" | "dark" | "contrast"): Map<string, string> {
  const start = theme === "contrast" ? css.indexOf('[data-theme="contrast"] {') : css.indexOf(":root {");
  const block = css.slice(start, css.indexOf("}", start));
  const found = [...block.matchAll(/--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g)];
  return new Map(
    found.map(([, name = "", light = "", dark = "", one]) => [name, one ?? (theme === "light" ? light : dark)]),
  );
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ["canvas", "surface", "sunken", "tint", "accent-soft"];
const pairs: [text: string, surface: string, least: number][] = [
  ...surfaces.flatMap((surface): [string, string, number][] => [
    ["text", surface, 4.5],
    ["muted", surface, 4.5],
  ]),
  ["accent", "surface", 4.5],
  ["accent", "accent-soft", 4.5],
  ["accent-text", "accent", 4.5],
  ["good", "good-soft", 4.5],
  ["good", "surface", 4.5],
  ["attention", "attention-soft", 4.5],
  ["attention", "surface", 4.5],
  ["blocked", "blocked-soft", 4.5],
  ["blocked", "surface", 4.5],
  ["line-strong", "surface", 3],
];

test.each(["light", "dark", "contrast"] as const)("in the %s theme every text can be read on its surface", (theme) => {
  const values = tokens(theme);
  const poor = pairs
    .map(([text, surface, least]) => ({
      text,
      surface,
      least,
      has: contrast(values.get(text) ?? "", values.get(surface) ?? ""),
    }))
    .filter(({ has, least }) => !(has >= least));
  expect(poor).toEqual([]);
});
