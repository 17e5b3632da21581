import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";

/** A screen as docs/screens.md shows it. */
export interface Screen {
  /** Of the picture. */
  name: string;
  /** Who looks: a login of the demo hotel. */
  person: "owner" | "manager" | "cashier";
  path: string;
  /** Brings the page to where the picture is taken. */
  prepare: (page: Page) => Promise<unknown>;
  /** Takes back what preparing began. */
  leave?: (page: Page) => Promise<unknown>;
}

const seen =
  (testId: string) =>
  (page: Page): Promise<void> =>
    page.getByTestId(testId).first().waitFor();

export const SCREENS: readonly Screen[] = [
  { name: "today", person: "manager", path: "/p/1/today", prepare: seen("tile") },
  { name: "arrivals", person: "manager", path: "/p/1/front-desk?tab=arrivals", prepare: seen("stay-row") },
  { name: "bulk-check-in", person: "manager", path: "/p/1/front-desk?tab=arrivals", prepare: checkList },
  { name: "tasks", person: "manager", path: "/p/1/tasks", prepare: seen("task") },
  { name: "chat", person: "manager", path: "/p/1/chat", prepare: openRoom },
  { name: "upload", person: "cashier", path: "/p/1/files", prepare: pauseUpload, leave: cancelUpload },
  { name: "expenses", person: "manager", path: "/p/1/finance/expenses", prepare: seen("expense-row") },
  { name: "reports", person: "manager", path: "/p/1/reports", prepare: seen("key-number") },
];

const DAY_MS = 24 * 3_600_000;

/** A list of guests, checked: one of them would not come in. */
async function checkList(page: Page): Promise<void> {
  const departure = new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10);
  const rows = [
    ["Livia Brandt", "306", departure, "C01X00T47", "DEU"],
    ["Matteo Ferri", "307", departure, "YA1234567", "ITA"],
    ["Noor Rahman", "909", departure, "BX0987654", "GBR"],
  ];
  await page.getByRole("button", { name: "Import a list" }).click();
  const list = ["name,room,departure,document number,country", ...rows.map((row) => row.join(","))].join("\n");
  await page.getByRole("dialog").locator("textarea").fill(list);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByText("Nothing has been changed.").first().waitFor();
}

async function openRoom(page: Page): Promise<void> {
  await page.getByTestId("conversation").first().click();
  await page.getByTestId("message").first().waitFor();
  // What is in sight counts as read a moment later.
  await page.waitForTimeout(1500);
}

/** A large file on a slow line, paused half-way. */
async function pauseUpload(page: Page): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 1024 * 1024 };
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", slow);
  const buffer = Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(14 * 1024 * 1024)]);
  const file = { name: "Invoices of November.pdf", mimeType: "application/pdf", buffer };
  await page.getByTestId("upload-input").setInputFiles(file);
  const accepted = page.getByTestId("transfer").getByRole("progressbar");
  await accepted.and(page.locator(':not([aria-valuenow="0"])')).waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: /Pause/ }).click();
  await page.locator('[data-testid="transfer"][data-state="paused"]').waitFor();
}

async function cancelUpload(page: Page): Promise<void> {
  await page.getByTestId("transfer").getByRole("button").last().click();
  await page.getByTestId("transfer").waitFor({ state: "detached" });
}
