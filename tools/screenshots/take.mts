import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { openBrowser } from "../../tests/lib/browser";
import { dropDataDir, type Lobby, root, startLobby } from "../../tests/lib/server";
import { play } from "../demo/play.mjs";
import { gather } from "../demo/team.mjs";
import { SCREENS, type Screen } from "./screens.mjs";

/** How a screen is looked at: the ending of the picture's name, the window, the colours. */
const LOOKS = [
  { look: "light", viewport: { width: 1366, height: 768 }, colorScheme: "light" },
  { look: "dark", viewport: { width: 1366, height: 768 }, colorScheme: "dark" },
  { look: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" },
] as const;
/** Enough of a day for every screen to have something on it, played as fast as the server takes it. */
const DAY = { hours: 1.2, speed: 6000, seed: 2 };
const PASSWORD = "lobby-demo";

interface Options {
  say: (line: string) => void;
  /** Names of screens; all of them when none is given. */
  only: readonly string[];
}

/** Starts Lobby on a directory of its own, plays some hours of a day, and writes every screen in every look. */
export async function takeScreenshots({ say, only }: Options): Promise<void> {
  const folder = path.join(root, "docs", "screens");
  mkdirSync(folder, { recursive: true });
  const [browser, lobby] = await Promise.all([openBrowser(), startLobby()]);
  try {
    await play({ ...DAY, url: lobby.url, say: () => undefined, staysOpen: true });
    await workOnTasks(lobby.url);
    await submitExpenses(lobby.url);
    for (const screen of SCREENS.filter(({ name }) => only.length === 0 || only.includes(name)))
      for (const look of LOOKS) {
        const picture = await photograph(browser, lobby, screen, look);
        writeFileSync(path.join(folder, `${screen.name}-${look.look}.png`), picture);
        say(`${screen.name}-${look.look}.png  ${Math.round(picture.length / 1024)} KB`);
      }
  } finally {
    await browser.close();
    await lobby.stop();
    dropDataDir(lobby.dataDir);
  }
}

async function photograph(
  browser: Browser,
  lobby: Lobby,
  screen: Screen,
  { viewport, colorScheme }: (typeof LOOKS)[number],
): Promise<Buffer> {
  const context = await browser.newContext({ viewport, colorScheme, locale: "en-GB", timezoneId: "Europe/Lisbon" });
  try {
    const page = await context.newPage();
    await signIn(page, lobby.url, screen.person);
    await page.goto(`${lobby.url}${screen.path}`);
    await page.locator('[data-testid="connection-chip"][data-state="live"]').first().waitFor({ timeout: 60_000 });
    await screen.prepare(page);
    // Thumbnails come a moment later.
    await page.waitForLoadState("networkidle");
    await page.waitForFunction("[...document.images].every(({ complete }) => complete)");
    // A row that has just changed is tinted for a moment.
    await page.addStyleTag({
      content: "*, *::before, *::after { animation: none !important; caret-color: transparent !important; }",
    });
    const picture = await page.screenshot();
    await screen.leave?.(page);
    return await sharp(picture).png({ palette: true, colours: 128, effort: 10 }).toBuffer();
  } finally {
    await context.close();
  }
}

/** One task waits to be inspected, and somebody is at work on another. */
async function workOnTasks(url: string): Promise<void> {
  const { manager } = gather(url);
  const { data } = await manager.staff.listTasks({ propertyId: 1, open: true, limit: 100 });
  for (const [title, steps] of [
    ["Make up room", ["accept", "start", "finish"]],
    ["Air conditioning drips", ["accept", "start"]],
  ] as const) {
    let task = data.find((each) => each.title === title && each.state === "assigned");
    for (const step of steps)
      if (task !== undefined) task = await manager.staff.stepTask(task.id, { step, version: task.version });
  }
}

/** What waits for a decision of the manager. */
async function submitExpenses(url: string): Promise<void> {
  const { cashier } = gather(url);
  for (const [vendor, description, amount, category] of [
    ["Porto Linen", "Towels, 40 pieces", 386.4, "supplies"],
    ["Mercado do Bolhão", "Fruit and bread for breakfast", 92.15, "food_and_beverage"],
    ["Elevadores Douro", "Repair of the lift", 740, "maintenance"],
  ] as const)
    await cashier.finance.submitExpense({ propertyId: 1, vendor, description, amount, category });
}

async function signIn(page: Page, url: string, person: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByTestId("login-email").fill(`${person}@harbour.example`);
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/p\/1\//);
}
