import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bookRevenue, call, DEMO_PASSWORD, login, type Revenue } from "../lib/api";
import { openBrowser } from "../lib/browser";
import { RoughNetwork } from "../lib/rough-network";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";

const STREAM = "/v2/realtime/stream";
const SSE = "/v2/realtime/sse";

/** How many positions the browser keeps. */
const KEPT_POSITIONS = `new Promise((resolve) => {
  const opening = indexedDB.open("lobby-realtime", 1);
  opening.onsuccess = () => {
    const count = opening.result.transaction("positions").objectStore("positions").count();
    count.onsuccess = () => resolve(count.result);
  };
})`;

let browser: Browser;
let lobby: Lobby;
let network: RoughNetwork;
let desk: BrowserContext;
let token: string;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, lobby] = await Promise.all([openBrowser(), startLobby()]);
  token = (await login(lobby.url, "owner@harbour.example")).accessToken;
});
afterAll(async () => {
  await browser.close();
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});
beforeEach(async () => {
  network = await RoughNetwork.before(lobby.url);
  desk = await browser.newContext({ viewport: { width: 1366, height: 768 } });
});
afterEach(async () => {
  await desk.close();
  await network.stop();
  expect(complaints.splice(0)).toEqual([]);
});

/** Asks for the revenue of property 1, which leads to the login and back. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${network.url}/p/1/finance`);
  await page.getByTestId("login-email").fill(email);
  await page.getByTestId("login-password").fill(DEMO_PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/p\/1\/finance/);
  // New lines wait while somebody points at the list.
  await page.mouse.move(0, 0);
}

/** A tab of the desk on the revenue of property 1; the first one signs in. */
async function openTab(): Promise<Page> {
  const page = await desk.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  if (desk.pages().length === 1) await signIn(page, "cashier@harbour.example");
  else await page.goto(`${network.url}/p/1/finance`);
  return page;
}

const chip = (page: Page, state: string, transport: string): Promise<unknown> =>
  page
    .locator(`[data-testid="connection-chip"][data-state="${state}"][data-transport="${transport}"]`)
    .first()
    .waitFor({ timeout: 60_000 });
const live = (page: Page): Promise<unknown> => chip(page, "live", "websocket");

let bookings = 0;
/** Books a line beside the network, and gives its name. */
async function book(): Promise<string> {
  const description = `line ${++bookings} of ${Date.now()}`;
  await bookRevenue(lobby.url, token, { amount: 1, propertyId: 1, description });
  return description;
}

const row = (page: Page, text: string) => page.getByTestId("revenue-row").filter({ hasText: text });
const shown = async (page: Page, text: string): Promise<void> => {
  await row(page, text).first().waitFor({ timeout: 60_000 });
  expect(await row(page, text).count()).toBe(1);
};

test("three tabs have one connection; the one that holds it is closed, and the others go on without a hole or a repeat", async () => {
  const tabs = [await openTab(), await openTab(), await openTab()];
  await Promise.all(tabs.map(live));
  expect(network.sockets).toBe(1);
  const before = await book();
  await Promise.all(tabs.map((tab) => shown(tab, before)));

  // The first one opened the socket. Closed without a chance to say anything.
  const [leader, ...others] = tabs as [Page, Page, Page];
  await leader.close({ runBeforeUnload: false });
  const between = await book();
  await Promise.all(others.map((tab) => shown(tab, between)));
  await Promise.all(others.map(live));
  expect(network.sockets).toBe(1);
  const resumed = network.handshakes.at(-1);
  expect(resumed?.["lastSeq"]).toBeGreaterThan(0);
  await Promise.all(others.map((tab) => shown(tab, before)));
});

test("a network without sockets is served by other ways, and by a socket again when it lets one through", async () => {
  network.blocked.add(STREAM);
  const page = await openTab();
  await chip(page, "live", "sse");
  const bySse = await book();
  await shown(page, bySse);

  network.blocked.add(SSE);
  network.cut();
  await chip(page, "polling", "long-poll");
  const byPoll = await book();
  await shown(page, byPoll);

  network.blocked.clear();
  await page.evaluate("dispatchEvent(new Event('online'))");
  await live(page);
  const bySocket = await book();
  await shown(page, bySocket);
  for (const text of [bySse, byPoll]) expect(await row(page, text).count()).toBe(1);
});

test("on a network that cuts, delays, doubles, drops and reorders, the screen ends equal to the server's rows", async () => {
  const page = await openTab();
  await live(page);
  // The same mishaps in every run.
  let turn = 0;
  let held: string | null = null;
  network.mangle = (text) => {
    if (!text.startsWith('{"type":"event"')) return [text];
    turn += 1;
    if (turn % 7 === 3) return [];
    if (turn % 5 === 1) return [text, text];
    const before = held;
    held = before === null && turn % 4 === 2 ? text : null;
    return held !== null ? [] : [text, ...(before === null ? [] : [before])];
  };
  const booked: string[] = [];
  for (let i = 0; i < 40; i++) {
    booked.push(await book());
    network.delayMs = (i % 3) * 40;
    if (i % 10 === 9) network.cut();
  }
  network.mangle = (text) => [text];
  network.delayMs = 0;
  booked.push(await book());
  network.cut();
  await live(page);
  await shown(page, booked.at(-1) ?? "");
  const { body } = await call<{ data: Revenue[] }>(lobby.url, "GET", "/finance/revenue?propertyId=1&limit=40", {
    token,
  });
  // One more than a page of the server: each of ours is there, once.
  expect(body.data.map(({ description }) => description)).toEqual(booked.slice(-40).toReversed());
  await expect
    .poll(async () => {
      const texts = await page.getByTestId("revenue-row").allTextContents();
      return texts.map((text) => booked.find((name) => text.includes(name))).slice(0, 10);
    })
    .toEqual(booked.slice(-10).toReversed());
});

test("a frozen page shows what it missed when it comes back", async () => {
  const page = await openTab();
  await live(page);
  const devtools = await desk.newCDPSession(page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  const missed = [await book(), await book()];
  network.cut();
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  await Promise.all(missed.map((text) => shown(page, text)));
  await live(page);
  expect(network.sockets).toBe(1);
});

test("a reloaded page resumes where it was; signing out forgets it, and another person starts afresh", async () => {
  const page = await openTab();
  await live(page);
  await shown(page, await book());
  const { epoch } = network.handshakes[0] ?? {};
  expect(epoch).toBeUndefined();
  await page.reload();
  await live(page);
  expect(network.handshakes).toHaveLength(2);
  expect(network.handshakes[1]?.["lastSeq"]).toBeGreaterThan(0);
  await shown(page, await book());

  await page.locator("header button[title]").last().click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByTestId("login-email").waitFor();
  const left = await page.evaluate(KEPT_POSITIONS);
  expect(left).toBe(0);
  await signIn(page, "manager@harbour.example");
  await live(page);
  expect(network.handshakes.at(-1)?.["lastSeq"]).toBeUndefined();
});
