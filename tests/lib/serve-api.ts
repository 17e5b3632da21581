import { appMeta } from "encore.dev";

/**
 * Serves the whole application in the process of the test file, on the file's own databases: every service, the gateway with its
 * auth handler, subscriptions. Resolves to the address. For files named `x.own.pg.test.ts`; it ends with the file.
 */
export async function serveApi(): Promise<string> {
  const url = appMeta().apiBaseUrl;
  // Never settles while it serves.
  const serving = import("../../encore.gen/internal/entrypoints/combined/main");
  await Promise.race([serving, untilHealthy(url)]);
  return url;
}

async function untilHealthy(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/__encore/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
