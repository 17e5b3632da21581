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
