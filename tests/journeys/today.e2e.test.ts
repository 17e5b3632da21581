import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookRevenue, call, DEMO_PASSWORD, login } from "../lib/api";
import { openBrowser } from "../lib/browser";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";

let browser: Browser;
let lobby: Lobby;

beforeAll(async () => {
  [browser, lobby] = await Promise.all([openBrowser(), startLobby()]);
});
afterAll(async () => {
  await browser.close();
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

/** The page where this person lands after the login. */
async function land(email: string, viewport = { width: 1366, height: 768 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.goto(`${lobby.url}/login`);
  await page.getByTestId("login-email").fill(email);
  await page.getByTestId("login-password").fill(DEMO_PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/p\/1\//);
  await page.locator('[data-testid="connection-chip"][data-state="live"]').first().waitFor({ timeout: 60_000 });
  return page;
}

const tile = (page: Page, name: string) => page.getByTestId("tile").filter({ hasText: name });

test("[S1-T01] [R5] the open day is where the office and the desk land, and its numbers follow what others do, without reload", async () => {
  const [office, phone] = [
    await land("manager@harbour.example"),
    await land("owner@harbour.example", { width: 390, height: 844 }),
  ];
  const complaints: string[] = [];
  for (const page of [office, phone]) {
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
  }
  const { accessToken: token } = await login(lobby.url, "owner@harbour.example");
  const requests = Number(await tile(office, "Open requests").getByTestId("tile-value").textContent());
  const wish = { propertyId: 1, wish: "Two pillows" };
  expect((await call(lobby.url, "POST", "/guest/requests", { token, body: wish })).status).toBe(200);
  await bookRevenue(lobby.url, token, { propertyId: 1, amount: 98_765.43, source: "room", description: "a wedding" });
  for (const page of [office, phone]) {
    await expect
      .poll(() => tile(page, "Open requests").getByTestId("tile-value").textContent(), { timeout: 20_000 })
      .toBe(String(requests + 1));
    await expect
      .poll(async () => minorOf(await page.getByTestId("revenue-total").textContent()), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(9_876_543);
  }

  await office.getByText("How these numbers come about").click();
  await office.getByText("Rooms sold ÷ rooms available.").waitFor();
  await tile(office, "Arrivals").click();
  await office.waitForURL(/\/p\/1\/front-desk\?tab=arrivals/);
  expect(complaints).toEqual([]);
});

const minorOf = (text: string | null): number => Number((text ?? "").replace(/\D/g, ""));

test("[R5] who may not see revenue does not land there, and is told so", async () => {
  const page = await land("housekeeping@harbour.example");
  expect(page.url()).not.toContain("/today");
  await page.goto(`${lobby.url}/p/1/today`);
  await page.getByText("reports.dashboard.read").waitFor();
});

test("[R4] [R6] the office reads what days came to, as they change, opens the report of a day that has ended, and prints it", async () => {
  const office = await land("manager@harbour.example");
  const { accessToken: token } = await login(lobby.url, "manager@harbour.example");
  await office.getByRole("link", { name: "Reports" }).click();
  await office.getByTestId("key-number").filter({ hasText: "Room nights sold ÷ room nights available" }).waitFor();
  const revenue = office.getByTestId("key-number").filter({ hasText: "Revenue, EUR" }).locator("dd").first();
  const before = minorOf(await revenue.textContent());
  await bookRevenue(lobby.url, token, { propertyId: 1, amountMinor: 12_300, source: "room" });
  await expect.poll(async () => minorOf(await revenue.textContent()), { timeout: 20_000 }).toBe(before + 12_300);
  const table = office.getByRole("region", { name: "Each date" });
  expect(minorOf(await table.locator("tfoot td").last().textContent())).toBe(before + 12_300);
  const downloading = office.waitForEvent("download");
  await office.getByRole("button", { name: "Download CSV" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^Harbour Quay .*\.csv$/);

  await office.getByRole("button", { name: "Day reports" }).click();
  await office.getByText("No day has ended in these dates.").waitFor();
  const { businessDate } = (
    await call<{ businessDate: string }>(lobby.url, "GET", "/finance/day-check?propertyId=1", { token })
  ).body;
  const close = { propertyId: 1, businessDate, reason: "the guests come tomorrow" };
  expect((await call(lobby.url, "POST", "/finance/day-closes", { token, body: close })).status).toBe(200);
  const link = office.getByTestId("day-report-link");
  await link.waitFor({ timeout: 20_000 });
  await link.focus();
  await office.keyboard.press("Enter");
  await office.getByText("Debits and credits are equal in every currency.").waitFor({ timeout: 20_000 });
  await office.getByText("Reason: the guests come tomorrow").waitFor({ timeout: 20_000 });

  await office.emulateMedia({ media: "print" });
  await expect.poll(() => office.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  expect(await office.getByRole("heading", { name: "Trial balance" }).isVisible()).toBe(true);
  await office.emulateMedia({ media: "screen" });
  await office.getByRole("button", { name: "All day reports" }).click();
  await link.waitFor();
});
