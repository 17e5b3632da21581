import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PASSWORD } from "../lib/api";
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

/** A logged-in page of its own person and storage, live on the front desk of property 1. */
async function openDesk(email: string, viewport = { width: 1366, height: 768 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${lobby.url}/login`);
  await page.getByTestId("login-email").fill(email);
  await page.getByTestId("login-password").fill(DEMO_PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/p\/1\//);
  await page.goto(`${lobby.url}/p/1/front-desk`);
  await page.locator('[data-testid="connection-chip"][data-state="live"]').first().waitFor({ timeout: 60_000 });
  return page;
}

const row = (page: Page, name: string) => page.getByTestId("stay-row").filter({ hasText: name });
const tab = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("[S1-T01] a guest is checked in at one window: the other shows it without reload, and the room is occupied and, after the check-out, dirty", async () => {
  const [desk, office] = [
    await openDesk("owner@harbour.example"),
    await openDesk("manager@harbour.example", { width: 390, height: 844 }),
  ];
  await row(office, "Amara Okafor").getByText("Expected").waitFor();

  await row(desk, "Amara Okafor").getByRole("button", { name: "Check in Amara Okafor" }).click();
  const dialog = desk.getByRole("dialog", { name: "Check in Amara Okafor" });
  // The assigned room comes first.
  await dialog.getByLabel("Room").locator("option").first().waitFor({ state: "attached" });
  expect(await dialog.getByLabel("Room").locator("option").first().textContent()).toContain("103");
  await dialog.getByRole("button", { name: "Check in" }).last().click();
  await dialog.waitFor({ state: "detached" });

  await row(office, "Amara Okafor").getByText("In house").waitFor();
  await row(desk, "Amara Okafor").getByText("In house").waitFor();
  await tab(office, "Rooms").click();
  const room = office.locator('[data-testid="room-card"][data-number="103"]');
  await room.getByText("Occupied").waitFor();

  await tab(desk, "In house").click();
  await row(desk, "Amara Okafor").getByRole("button", { name: "Check out Amara Okafor" }).click();
  const leaving = desk.getByRole("dialog", { name: "Check out Amara Okafor" });
  await leaving.getByText("can be sold at once").waitFor();
  await leaving.getByRole("button", { name: "Check out", exact: true }).click();
  await row(desk, "Amara Okafor").waitFor({ state: "detached" });
  await room.getByText("Vacant").waitFor();
  await room.locator("span", { hasText: "Dirty" }).first().waitFor();

  await office.getByLabel("Housekeeping of room 103").selectOption("clean");
  await tab(desk, "Rooms").click();
  await desk.locator('[data-testid="room-card"][data-number="103"] span', { hasText: "Clean" }).first().waitFor();
  expect(complaints).toEqual([]);
});

/** Takes the only or the named other step of a stay. */
async function takeOther(page: Page, name: string, step: string): Promise<void> {
  await row(page, name)
    .getByRole("button", { name: `More for ${name}` })
    .click();
  const dialog = page.getByRole("dialog", { name: `${name}: what else?` });
  await dialog.getByLabel(step).check();
  await dialog.getByRole("button", { name: step }).click();
  await dialog.waitFor({ state: "detached" });
}

test("[G13] check-in and check-out are taken back, and who does not come or has cancelled leaves the list of arrivals", async () => {
  const desk = await openDesk("owner@harbour.example");
  // Hiro Tanaka came today.
  await takeOther(desk, "Hiro Tanaka", "Undo the check-in");
  await row(desk, "Hiro Tanaka").getByText("Expected").waitFor();
  await takeOther(desk, "Grace Whitfield", "Did not come");
  await row(desk, "Grace Whitfield").waitFor({ state: "detached" });
  await takeOther(desk, "Daniel Novak", "Cancel the reservation");
  await row(desk, "Daniel Novak").waitFor({ state: "detached" });
  await tab(desk, "Departures").click();
  // Quentin Moreau left today.
  await takeOther(desk, "Quentin Moreau", "Undo the check-out");
  await row(desk, "Quentin Moreau").getByText("Due out").waitFor();
  expect(complaints).toEqual([]);
});

test("[G12] a request that is noted at one window is taken in hand and done at the other, and leaves the list", async () => {
  const [desk, office] = [
    await openDesk("owner@harbour.example"),
    await openDesk("manager@harbour.example", { width: 390, height: 844 }),
  ];
  await tab(desk, "Requests").click();
  await tab(office, "Requests").click();
  await desk.getByRole("button", { name: "New request" }).click();
  const dialog = desk.getByRole("dialog", { name: "New request" });
  await dialog.getByLabel("What the guest asks for").fill("A cot for the baby");
  await dialog.getByLabel("Room").fill("999");
  await dialog.getByRole("button", { name: "Note it" }).click();
  await dialog.getByText('there is no room "999"').waitFor();
  await dialog.getByLabel("Room").fill("104");
  await dialog.getByRole("button", { name: "Note it" }).click();
  await dialog.waitFor({ state: "detached" });

  const cot = (page: Page) => page.getByTestId("request-row").filter({ hasText: "A cot for the baby" });
  await cot(office).getByRole("button", { name: "Start: A cot for the baby" }).click();
  await cot(desk).getByText("In progress").waitFor();
  await cot(desk).getByRole("button", { name: "Done: A cot for the baby" }).click();
  await cot(office).waitFor({ state: "detached" });
  await office.getByLabel("Also what has ended").check();
  await cot(office).getByRole("button", { name: "Open again: A cot for the baby" }).waitFor();
  expect(complaints).toEqual([]);
});
