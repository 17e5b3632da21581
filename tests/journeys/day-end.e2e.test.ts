import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { somePdf } from "../../uploads/__tests__/bytes";
import { bookRevenue, DEMO_PASSWORD, login } from "../lib/api";
import { openBrowser } from "../lib/browser";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";

const PATIENCE_MS = 60_000;

let browser: Browser;
let lobby: Lobby;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, lobby] = await Promise.all([openBrowser(), startLobby()]);
});
afterAll(async () => {
  await browser.close();
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

/** A page of this person, live on one of finance's pages of property 1. */
async function open(who: string, path: string, viewport = { width: 1366, height: 768 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${lobby.url}/login`);
  await page.getByTestId("login-email").fill(`${who}@harbour.example`);
  await page.getByTestId("login-password").fill(DEMO_PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/p\/1\//);
  await page.goto(`${lobby.url}/p/1/finance/${path}`);
  await page.locator('[data-testid="connection-chip"][data-state="live"]').first().waitFor();
  return page;
}

const tab = (page: Page, name: string): Promise<void> =>
  page.getByLabel("Finance").getByRole("link", { name, exact: true }).click();
const expense = (page: Page, vendor: string, state: string): Locator =>
  page.locator(`[data-testid="expense-row"][data-state="${state}"]`).filter({ hasText: vendor });
const check = (page: Page, name: string): Locator => page.locator(`[data-testid="day-check"][data-check="${name}"]`);

/** The clerk submits with a receipt; the manager, who only watches, sees it, approves and posts. */
async function spend(clerk: Page, manager: Page): Promise<void> {
  await clerk.getByRole("button", { name: "New expense" }).click();
  const form = clerk.getByRole("dialog", { name: "New expense" });
  await form.getByRole("button", { name: "Submit" }).click();
  await form.getByText("Say who is paid.").waitFor();
  await form.getByLabel("Who is paid").fill("Harbour Bakery");
  await form.getByLabel("Amount, EUR").fill("42.50");
  const file = { name: "bread.pdf", mimeType: "application/pdf", buffer: somePdf() };
  await form.getByTestId("upload-input").setInputFiles(file);
  await form.locator('[data-testid="transfer"][data-state="ready"]').waitFor();
  await form.getByRole("button", { name: "Submit" }).click();
  await form.waitFor({ state: "detached" });

  await manager.getByRole("button", { name: "Receipt: Harbour Bakery" }).click();
  const receipt = manager.getByRole("dialog", { name: "Receipt: Harbour Bakery" });
  await receipt.getByText("bread.pdf").first().waitFor();
  await manager.keyboard.press("Escape");
  await manager.getByRole("button", { name: "Approve: Harbour Bakery" }).click();
  await expense(manager, "Harbour Bakery", "submitted").waitFor({ state: "detached" });
  await clerk.getByRole("button", { name: "Mine" }).click();
  await expense(clerk, "Harbour Bakery", "approved").waitFor();
  await manager.getByRole("button", { name: "To post" }).click();
  await manager.getByRole("button", { name: "Post: Harbour Bakery" }).click();
  await expense(clerk, "Harbour Bakery", "posted").waitFor();
}

/** The clerk's drawer blocks the day until it is counted, blind; a small variance is their own to accept. */
async function countCash(clerk: Page, manager: Page): Promise<void> {
  await tab(clerk, "Cash");
  const drawer = clerk.getByTestId("own-drawer");
  await drawer.getByLabel("Float, EUR").fill("200");
  await drawer.getByRole("button", { name: "Open the drawer" }).click();
  await drawer.getByText("with a float of €200.00").waitFor();
  const { accessToken: token } = await login(lobby.url, "cashier@harbour.example");
  await bookRevenue(lobby.url, token, { propertyId: 1, amount: 30, paymentMode: "cash", description: "Umbrella" });

  await tab(manager, "Day close");
  await check(manager, "cash_open").getByText("Has to be settled").waitFor();
  expect(await manager.getByTestId("close-day").getAttribute("aria-disabled")).toBe("true");

  await drawer.getByLabel("Counted, EUR").fill("228");
  expect(await drawer.getByText("230").count()).toBe(0);
  await drawer.getByRole("button", { name: "Count" }).click();
  const counted = drawer.getByTestId("own-count").filter({ hasText: "-2.00" });
  await counted.waitFor();
  await check(manager, "cash_open").getByText("None").waitFor();
  await counted.getByRole("button", { name: "Accept" }).click();
  await clerk.locator('[data-testid="cash-row"][data-state="closed"]').filter({ hasText: "-2.00" }).waitFor();
}

/** The manager takes the umbrella back by a further line. */
async function takeBack(manager: Page): Promise<void> {
  await tab(manager, "Revenue");
  const line = manager.getByTestId("revenue-row").filter({ hasText: "Umbrella" });
  await line.focus();
  await manager.keyboard.press("Enter");
  const dialog = manager.getByRole("dialog", { name: /^Line of revenue/ });
  await dialog.getByTestId("reason").fill("It was broken");
  await manager.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  const reversal = manager.getByTestId("revenue-row").filter({ hasText: "It was broken" });
  expect(await reversal.textContent()).toContain("-30.00");
}

/** The day is closed, its date typed; what comes next is open at every window. */
async function closeDay(clerk: Page, manager: Page): Promise<void> {
  await tab(manager, "Day close");
  const day = (await manager.getByTestId("open-day").getAttribute("datetime")) ?? "";
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  await manager.getByTestId("close-reason").fill("Guests come after midnight");
  await manager.getByTestId("close-day").click();
  await manager.getByTestId("close-confirm").fill("yes");
  await manager.keyboard.press("Enter");
  await manager.getByText(`Type the date as it stands there: ${day}.`).waitFor();
  await manager.getByTestId("close-confirm").fill(day);
  await manager.keyboard.press("Enter");

  await manager.locator(`[data-testid="open-day"][datetime="${next}"]`).waitFor();
  await clerk.locator(`header time[datetime="${next}"]`).waitFor();
  await tab(clerk, "Day close");
  await clerk.locator(`[data-testid="closed-day"][data-day="${day}"]`).waitFor();
  await manager.getByRole("button", { name: /^Trial balance of/ }).click();
  const balance = manager.getByRole("dialog", { name: /^Trial balance of/ });
  await balance.getByText("cash.over_short").waitFor();
  const [debit, credit] = await balance.locator("tfoot td:not(:first-child)").allTextContents();
  expect(debit).toBe(credit);
}

test(
  "[S1-T01] [F8] [F14] [F10] a clerk's expense is approved at the other window, the drawer is counted, a line is taken back, and the day rolls on every screen",
  { timeout: 240_000 },
  async () => {
    const [clerk, manager] = [await open("cashier", "expenses"), await open("manager", "expenses")];
    await spend(clerk, manager);
    await countCash(clerk, manager);
    await takeBack(manager);
    await closeDay(clerk, manager);
    expect(complaints).toEqual([]);
  },
);
