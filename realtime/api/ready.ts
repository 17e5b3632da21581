import { api } from "encore.dev/api";
import { checkHealth, type Health } from "../../platform/health";
import { checkDatabase } from "../engine/database-check";

const MAX_WAIT_MS = 10_000;
const LOOK_AGAIN_MS = 20;

/**
 * Whether requests should be sent to this process: 200 when every check is fine, 503 with the checks when not. With `?waitMs=` (at most
 * 10 000) it answers as soon as it is ready, so that who starts a process need not ask in a loop.
 */
export const ready = api.raw({ method: "GET", path: "/api/v1/ready", expose: true, auth: false }, async (req, res) => {
  const wait = Number(new URL(req.url ?? "", "http://localhost").searchParams.get("waitMs"));
  const deadline = Date.now() + (wait > 0 ? Math.min(wait, MAX_WAIT_MS) : 0);
  let checks = await allChecks();
  while (!isReady(checks) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    checks = await allChecks();
  }
  res.writeHead(isReady(checks) ? 200 : 503, { "Content-Type": "application/json" });
  res.end(JSON.stringify({ ready: isReady(checks), checks }));
});

async function allChecks(): Promise<Record<string, Health>> {
  const [database, others] = await Promise.all([checkDatabase(), checkHealth()]);
  return { "realtime.database": database, ...others };
}

const isReady = (checks: Record<string, Health>): boolean => Object.values(checks).every((check) => check.ok);
