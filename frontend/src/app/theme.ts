import { readStored, writeStored } from "../lib/storage";

/** `system` follows the operating system; public/theme.js applies the stored one before the first paint. */
export type Theme = "system" | "light" | "dark" | "contrast";

const STORED_AT = "lobby.theme";

export function readTheme(): Theme {
  const stored = readStored(STORED_AT);
  return stored === "light" || stored === "dark" || stored === "contrast" ? stored : "system";
}

/** Applies the theme and remembers it. */
export function setTheme(theme: Theme): void {
  writeStored(STORED_AT, theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
