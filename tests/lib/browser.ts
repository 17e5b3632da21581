import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** `CHROME_PATH`, a system browser, then the one that comes from npm (Linux x64), unpacked on first use. */
export async function browserFile(): Promise<string> {
  const given = process.env["CHROME_PATH"];
  if (given !== undefined && given !== "") return given;
  const system = SYSTEM.find((path) => existsSync(path));
  if (system !== undefined) return system;
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("no browser found: install Chromium or Chrome, or set CHROME_PATH to its executable");
  }
  return chromium.executablePath();
}

/** A headless browser that never speaks to anything but this machine. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await browserFile(),
    headless: true,
    // Not the package's own list: with its --single-process, contexts share their storage.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
