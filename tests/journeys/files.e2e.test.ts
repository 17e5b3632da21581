import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noiseVideo, somePdf } from "../../uploads/__tests__/bytes";
import { DEMO_PASSWORD } from "../lib/api";
import { openBrowser } from "../lib/browser";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";

const folder = mkdtempSync(path.join(tmpdir(), "lobby-files-"));
let browser: Browser;
let lobby: Lobby;

beforeAll(async () => {
  [browser, lobby] = await Promise.all([openBrowser(), startLobby()]);
  const picture = sharp({ create: { width: 800, height: 600, channels: 3, background: "#2a6f97" } });
  writeFileSync(path.join(folder, "taxi.jpg"), await picture.jpeg().toBuffer());
  writeFileSync(path.join(folder, "bill.pdf"), somePdf());
  writeFileSync(path.join(folder, "wolf.jpg"), somePdf());
  writeFileSync(path.join(folder, "leak.mp4"), noiseVideo(40 * 1024 * 1024));
});
afterAll(async () => {
  await browser.close();
  await lobby.stop();
  dropDataDir(lobby.dataDir);
  rmSync(folder, { recursive: true });
});

async function open(who: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(`${lobby.url}/login`);
  await page.getByTestId("login-email").fill(`${who}@harbour.example`);
  await page.getByTestId("login-password").fill(DEMO_PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(/\/p\/1\//);
  await page.goto(`${lobby.url}/p/1/${path}`);
  return page;
}

const choose = (page: Page, ...names: string[]): Promise<void> =>
  page.getByTestId("upload-input").setInputFiles(names.map((name) => path.join(folder, name)));
const row = (page: Page, name: string, state: string) =>
  page.locator(`[data-testid="file-row"][data-state="${state}"]`).filter({ hasText: name });
const transfer = (page: Page, state: string) => page.locator(`[data-testid="transfer"][data-state="${state}"]`);

test("files come in, are told of live with their thumbnail or their refusal, open, and are erased", async () => {
  const page = await open("cashier", "files");
  await choose(page, "taxi.jpg", "bill.pdf", "wolf.jpg");
  await row(page, "taxi.jpg", "ready").locator("img").waitFor();
  await row(page, "bill.pdf", "ready").waitFor();
  expect(await row(page, "wolf.jpg", "rejected").textContent()).toContain("not what its name says");
  await expect.poll(() => page.getByTestId("transfer").count()).toBe(0);

  const popup = page.waitForEvent("popup");
  await row(page, "taxi.jpg", "ready").getByRole("button", { name: "Open taxi.jpg" }).click();
  expect((await popup).url()).toContain("/uploads/content/");

  await choose(page, "leak.mp4");
  await page.getByRole("alert").filter({ hasText: "leak.mp4" }).waitFor();

  await row(page, "bill.pdf", "ready").getByRole("button", { name: "Erase bill.pdf" }).click();
  await row(page, "bill.pdf", "ready")
    .getByRole("button", { name: /Press again/ })
    .click();
  await expect.poll(() => row(page, "bill.pdf", "ready").count()).toBe(0);
});

/** The card of a demo task, and its files opened. */
const task = (page: Page) => page.getByTestId("task").filter({ hasText: "Extra pillows" });
const openTask = (page: Page): Promise<void> =>
  task(page)
    .getByRole("button", { name: /Extra pillows/ })
    .click();

test("[S1-F06] a task's evidence is paused, goes on, waits while the network is away, is found again after a reload, and is seen live by others", async () => {
  const [page, desk] = await Promise.all([open("housekeeping", "tasks"), open("manager", "tasks")]);
  await task(desk).getByRole("button", { name: "Files: Extra pillows" }).waitFor();
  await openTask(page);
  const network = await page.context().newCDPSession(page);
  const slow = (bytesPerSecond: number, offline = false) =>
    network.send("Network.emulateNetworkConditions", {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  await slow(6 * 1024 * 1024);
  await choose(page, "leak.mp4");
  const accepted = async (): Promise<number> =>
    Number(await page.getByRole("progressbar").first().getAttribute("aria-valuenow"));
  await expect.poll(accepted, { timeout: 20_000 }).toBeGreaterThan(0);

  await page.getByRole("button", { name: "Pause leak.mp4" }).click();
  await transfer(page, "paused").waitFor();
  const paused = await accepted();
  await page.getByRole("button", { name: "Go on with leak.mp4" }).click();
  await expect.poll(accepted, { timeout: 20_000 }).toBeGreaterThan(paused);

  await page.context().setOffline(true);
  await transfer(page, "offline").waitFor();
  await page.context().setOffline(false);
  await slow(6 * 1024 * 1024);
  await transfer(page, "uploading").waitFor();
  const before = await accepted();
  await expect.poll(accepted, { timeout: 20_000 }).toBeGreaterThan(before);

  const held = await accepted();
  await page.reload();
  await slow(-1);
  await openTask(page);
  const heads: number[] = [];
  page.on("response", (answer) => {
    const offset = answer.headers()["upload-offset"];
    if (answer.request().method() === "HEAD" && offset !== undefined) heads.push(Number(offset));
  });
  await choose(page, "leak.mp4", "taxi.jpg");
  await row(page, "leak.mp4", "attached").waitFor({ timeout: 60_000 });
  await row(page, "taxi.jpg", "attached").locator("img").waitFor();
  expect(heads[0]).toBeGreaterThanOrEqual(held);
  await expect.poll(() => page.getByTestId("transfer").count()).toBe(0);

  await task(desk).getByRole("button", { name: "2 files: Extra pillows" }).click();
  await row(desk, "taxi.jpg", "attached").locator("img").waitFor();
  expect(await row(desk, "leak.mp4", "attached").count()).toBe(1);
});
