import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookRevenue, DEMO_PASSWORD, login } from "../lib/api";
import { openBrowser } from "../lib/browser";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";

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

/** A logged-in page of its own person and storage, live on a screen of property 1. */
async function openDesk(email: string, screen = "finance"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${lobby.url}/login`);
  await page.getByTestId("login-email").fill(email);
  await page.getByTestId("login-password").fill(DEMO_PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/p\/1\//);
  await page.goto(`${lobby.url}/p/1/${screen}`);
  await live(page);
  return page;
}

const chipState = (page: Page, state: string): Promise<unknown> =>
  page.locator(`[data-testid="connection-chip"][data-state="${state}"]`).first().waitFor({ timeout: 60_000 });
const live = (page: Page): Promise<unknown> => chipState(page, "live");

const row = (page: Page, text: string) => page.getByTestId("revenue-row").filter({ hasText: text });

test("[S1-F08] a booking in one window appears in the other without reload; both survive a killed server", async () => {
  const [desk, office] = [await openDesk("cashier@harbour.example"), await openDesk("manager@harbour.example")];

  await desk.getByTestId("revenue-amount").fill("123.45");
  await desk.getByTestId("revenue-description").fill("two breakfasts");
  await desk.getByTestId("revenue-submit").click();
  await row(office, "two breakfasts").waitFor();
  await row(desk, "two breakfasts").waitFor();
  expect(await row(office, "two breakfasts").textContent()).toContain("123.45");
  expect(await row(desk, "two breakfasts").count()).toBe(1);

  lobby.process.kill("SIGKILL");
  await lobby.ended;
  await Promise.all(
    [desk, office].map((page) =>
      page.locator('[data-testid="connection-chip"]:not([data-state="live"])').first().waitFor(),
    ),
  );

  lobby = await startLobby({ dataDir: lobby.dataDir, port: lobby.port });
  const { accessToken } = await login(lobby.url, "owner@harbour.example");
  await bookRevenue(lobby.url, accessToken, { amount: 7, propertyId: 1, description: "while they were away" });
  await Promise.all([desk, office].map(live));
  await Promise.all([desk, office].map((page) => row(page, "while they were away").waitFor()));
  expect(await row(office, "two breakfasts").count()).toBe(1);
  expect(complaints).toEqual([]);
});

test("[S1-T01] a task that the office makes is seen, begun and finished by whose it is, and each sees the other's steps", async () => {
  const office = await openDesk("manager@harbour.example", "tasks");
  const worker = await openDesk("housekeeping@harbour.example", "tasks");
  await office.getByRole("button", { name: "New task" }).click();
  const form = office.getByRole("form", { name: "New task" });
  await form.getByLabel("What is to be done").fill("Turn down 204");
  await form.getByLabel("For").selectOption({ label: "Rita Melo" });
  await form.getByRole("button", { name: "Create task" }).click();
  const task = (page: Page, column: string) =>
    page.getByRole("region", { name: column }).getByRole("article", { name: "Turn down 204" });
  await task(worker, "To do").getByRole("button", { name: "Start" }).click();
  await task(office, "In progress").waitFor();
  await task(worker, "In progress").getByRole("button", { name: "Done" }).click();
  await task(office, "Done, to inspect").getByRole("button", { name: "Inspected" }).click();
  await expect.poll(() => task(worker, "Done, to inspect").count(), { timeout: 20_000 }).toBe(0);
  for (const page of [office, worker]) await page.context().close();
});

test("[S0-X01] [S0-X02] [S0-X03] [S0-X04] [S0-F04] [S0-F05] [S0-F11] two people talk in a room, each message with its sign, and see each other's edits, reactions and deletions", async () => {
  const [office, desk] = [
    await openDesk("manager@harbour.example", "chat"),
    await openDesk("cashier@harbour.example", "chat"),
  ];
  const entry = (page: Page, name: string) => page.getByTestId("conversation").filter({ hasText: name });
  const said = (page: Page, text: string) => page.getByTestId("message").filter({ hasText: text });
  const act = async (page: Page, text: string, name: string): Promise<void> => {
    await said(page, text).hover();
    await said(page, text).getByRole("button", { name: "Actions for this message" }).click();
    await page.getByRole("dialog").getByRole("button", { name }).click();
  };
  await entry(office, "Front desk").click();
  const input = office.getByTestId("chat-input");
  await input.fill("Testing public message");
  await input.press("Enter");
  await said(office, "Testing public message").waitFor();
  // Not open there: it counts as unread.
  await entry(desk, "Testing public message").getByText("unread").waitFor({ state: "attached" });
  await entry(desk, "Front desk").click();
  await said(desk, "Testing public message").waitFor();
  await expect.poll(() => entry(desk, "Front desk").getByText("unread").count()).toBe(0);

  await office.getByTestId("visibility-toggle").click();
  await input.fill("Testing private message");
  await input.press("Enter");
  await said(desk, "Testing private message").waitFor();
  for (const page of [office, desk]) {
    expect(await said(page, "Testing public message").getAttribute("data-public")).toBe("true");
    expect(await said(page, "Testing private message").getAttribute("data-public")).toBe("false");
  }
  await desk.getByTestId("chat-input").fill("Yes, @Marco Silva");
  await desk.getByTestId("chat-send").click();
  await said(office, "Yes, @Marco Silva").waitFor();
  await act(office, "Yes, @Marco Silva", "React with 👍");
  await said(desk, "Yes, @Marco Silva").getByRole("button", { name: "👍 from Marco Silva" }).waitFor();
  await act(desk, "Yes, @Marco Silva", "Edit");
  await desk.getByTestId("chat-input").fill("No, @Marco Silva");
  await desk.getByTestId("chat-input").press("Enter");
  await said(office, "No, @Marco Silva").getByRole("button", { name: "edited" }).waitFor();
  await act(office, "Testing public message", "Delete");
  await office.getByRole("dialog").getByRole("button", { name: "Delete for everybody" }).click();
  await said(desk, "This message was deleted.").waitFor();
  expect(await desk.getByText("Testing public message").count()).toBe(0);

  await desk.reload();
  await said(desk, "Testing private message").waitFor();
  expect(await said(desk, "Testing private message").getAttribute("data-public")).toBe("false");
  for (const page of [office, desk]) await page.context().close();
  expect(complaints).toEqual([]);
});

test("an address inside the application asks for the login first, and unknown pages say so", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${lobby.url}/p/1/finance`);
  await page.getByTestId("login-email").waitFor();
  expect(new URL(page.url()).pathname).toBe("/login");
});
