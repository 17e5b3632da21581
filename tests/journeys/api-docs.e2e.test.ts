import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiDocument } from "../../host/build/api-document";
import { declaredApp } from "../../host/testing/declared-app";
import { openBrowser } from "../lib/browser";
import { dropDataDir, type Lobby, root, startLobby } from "../lib/server";

let browser: Browser;
let lobby: Lobby;
/** Errors of the page, the security policy's included, and requests to other machines. */
const complaints: string[] = [];

beforeAll(async () => {
  [browser, lobby] = await Promise.all([openBrowser(), startLobby()]);
});
afterAll(async () => {
  await browser.close();
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

async function open(address: string, viewport = { width: 1366, height: 768 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => request.url().startsWith(lobby.url) || complaints.push(request.url()));
  await page.goto(lobby.url + address);
  return page;
}

const entries = (page: Page) => page.getByTestId("api-entry");

test("the document is what the source says", async () => {
  const response = await fetch(`${lobby.url}/openapi.json`);
  expect(await response.json()).toEqual(JSON.parse(apiDocument(await declaredApp(root))));
});

test("everybody can read every endpoint, and search", async () => {
  const page = await open("/docs");
  await entries(page).first().waitFor();
  const document = (await (await fetch(`${lobby.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
    "x-streams": object[];
  };
  // An endpoint of several methods is one entry.
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const endpoints = new Set(operations.map(({ operationId }) => operationId.replace(/^\w+:/, "")));
  expect(await entries(page).count()).toBe(endpoints.size + document["x-streams"].length);

  await page.getByLabel("Search the endpoints").fill("post revenue");
  await page.waitForURL(/\?q=post/);
  expect(await entries(page).locator("h3").allTextContents()).toEqual([
    "/finance/revenue",
    "/finance/revenue/{id}/reverse",
  ]);
  expect(await entries(page).first().textContent()).toContain(`curl -X POST '${lobby.url}/finance/revenue'`);
  expect(complaints).toEqual([]);
});

test("an address leads to its endpoint, whose fields open", async () => {
  const page = await open("/docs#finance.listRevenue");
  const entry = page.locator('[id="finance.listRevenue"]');
  await entry.waitFor();
  await expect.poll(async () => (await entry.boundingBox())?.y).toBeLessThan(150);
  await entry.getByText("Fields of Revenue[]").click();
  await entry.locator("details").getByText("amountMinor").first().waitFor();
  expect(complaints).toEqual([]);
});

test("on a phone the contents lead to an endpoint", async () => {
  const page = await open("/docs", { width: 390, height: 844 });
  await entries(page).first().waitFor();
  await page.getByRole("button", { name: "Contents" }).click();
  await page.getByRole("dialog").getByText("/identity/people", { exact: true }).click();
  const entry = page.locator('[id="identity.listPeople"]');
  await expect.poll(async () => (await entry.boundingBox())?.y).toBeLessThan(150);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  expect(complaints).toEqual([]);
});

test("the protocol of the stream is there, rule by rule", async () => {
  const page = await open("/docs/realtime");
  await page.getByRole("heading", { name: "Connecting" }).waitFor();
  const spec = readFileSync(path.join(root, "realtime/SPEC.md"), "utf8");
  const rules = [...spec.matchAll(/^- \*\*(RT\d+)\*\*/gm)].map(([, id]) => id);
  expect(await page.locator("li[id^=RT]").evaluateAll((all) => all.map((rule) => rule.id))).toEqual(rules);
  expect(complaints).toEqual([]);
});

test("every frame of the stream is there with its fields and examples", async () => {
  const document = (await (await fetch(`${lobby.url}/asyncapi.json`)).json()) as {
    components: { messages: object; schemas: object };
  };
  expect(document).toEqual(JSON.parse(readFileSync(path.join(root, "frontend/public/asyncapi.json"), "utf8")));
  const page = await open("/docs/frames#server.event");
  const entry = page.locator('[id="server.event"]');
  await entry.waitFor();
  await expect.poll(async () => (await entry.boundingBox())?.y).toBeLessThan(150);
  const { messages, schemas } = document.components;
  const ids = [...Object.keys(messages), ...Object.keys(schemas)];
  const shown = await page.getByTestId("frame-entry").evaluateAll((all) => all.map((each) => each.id));
  expect(new Set(shown)).toEqual(new Set(ids));
  expect(await entry.textContent()).toContain('"type": "event"');
  expect(complaints).toEqual([]);
});
