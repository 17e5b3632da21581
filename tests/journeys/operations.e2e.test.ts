import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookRevenue, DEMO_PASSWORD, login } from "../lib/api";
import { openBrowser } from "../lib/browser";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";

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

/** The page of the stream's health, as this person gets it, on a screen of this size. */
async function open(email: string, viewport = { width: 1366, height: 768 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${lobby.url}/login?next=/ops/realtime`);
  await page.getByTestId("login-email").fill(email);
  await page.getByTestId("login-password").fill(DEMO_PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/ops\/realtime/);
  return page;
}

test("an operator watches connections come, and learns without a mouse why a colleague did not see an event", async () => {
  const page = await open("owner@harbour.example");
  await page.getByTestId("ops-as-of").waitFor();
  const { accessToken } = await login(lobby.url, "clerk2@harbour.example");
  const other = await openStream(lobby.url, accessToken);
  // Their connection shows without a reload: the page's own, and the clerk's.
  await page
    .getByRole("region", { name: "Connections by what they do" })

    .getByText("2", { exact: true })
    .waitFor();

  const owner = await login(lobby.url, "owner@harbour.example");
  const mine = await openStream(lobby.url, owner.accessToken);
  const booked = await bookRevenue(lobby.url, owner.accessToken, { amount: 5, propertyId: 1 });
  const { seq } = await mine.event((event) => event.data["id"] === booked.id);
  await page.getByRole("link", { name: "Realtime" }).focus();
  const focused = page.getByLabel("Number of the event").and(page.locator(":focus"));
  for (let presses = 0; presses < 40 && (await focused.count()) === 0; presses++) await page.keyboard.press("Tab");
  await page.keyboard.type(String(seq));
  await page.keyboard.press("Enter");
  const answer = page.getByTestId("trace-answer");
  await answer.getByText(`No. ${seq}: it is in the log.`).waitFor();
  const clerk = answer.getByRole("row").filter({ hasText: "Callum Reid" });
  expect(await clerk.textContent()).toContain("the person has no role at property 1");
  expect(await answer.getByRole("row").filter({ hasText: "Olivia Hart" }).first().textContent()).toContain("sent live");
  expect(new URL(page.url()).searchParams.get("seq")).toBe(String(seq));
  await Promise.all([mine.close(), other.close()]);
  expect(complaints).toEqual([]);
});

test("a wrong number is refused in its field, and who may not operate is told so and finds no link", async () => {
  const page = await open("owner@harbour.example", { width: 390, height: 844 });
  const field = page.getByLabel("Number of the event");
  await field.fill("none");
  await page.getByRole("button", { name: "Trace" }).click();
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  const scrolls = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
  expect(scrolls).toBe(false);

  const clerk = await open("clerk2@harbour.example");
  await clerk.getByText("You may not look after the realtime stream.").waitFor();
  expect(await clerk.getByRole("link", { name: "Realtime" }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test("a parked message is shown with its reason, and trying it again says what came of it", async () => {
  const page = await open("owner@harbour.example");
  await page.getByTestId("ops-as-of").waitFor();
  const organisation = "01950000-0000-7000-8000-000000000100";
  const statement = `INSERT INTO parked (service, org_id, batch_no, reason, payload, payload_hash, parked_at)
    VALUES ('finance', '${organisation}', 9, 'type: invalid', '{"propertyId":1,"type":"no type at all"}', 'h', '2026-11-20T12:00:00Z')`;
  const query = ["bin/lobby.mjs", "db", "query", "realtime", statement, "--write", "--data", lobby.dataDir];
  await promisify(execFile)(process.execPath, query);
  const row = page.getByRole("row").filter({ hasText: "type: invalid" });
  await row.waitFor({ timeout: 30_000 });
  await row.getByRole("button", { name: /^Try message \d+ again$/ }).click();
  await page.getByText(/^Message \d+ still cannot be taken: /).waitFor();
  expect(complaints).toEqual([]);
});

test("without a server the last figures stay, and the page says that they are old", async () => {
  const page = await open("owner@harbour.example");
  await page.getByTestId("ops-as-of").waitFor();
  const before = await page.getByTestId("ops-as-of").textContent();
  await page.context().setOffline(true);
  await page.getByText("These figures could not be renewed").waitFor({ timeout: 30_000 });
  expect(await page.getByTestId("ops-as-of").count()).toBe(1);
  await page.context().setOffline(false);
  await page.getByText("These figures could not be renewed").waitFor({ state: "detached", timeout: 30_000 });
  expect(await page.getByTestId("ops-as-of").textContent()).not.toBe(before);
});
