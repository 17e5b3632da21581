import { api, APIError, ErrCode } from "encore.dev/api";
import { checkHealth, type Health } from "../../platform/health";
import { version } from "../../package.json";
import { checkDatabase } from "../engine/database-check";

interface HealthResponse {
  status: "ok";
  version: string;
  checks: Record<string, Health>;
}

/** Whether this process can do its work; 503 `unavailable` with the same checks in its details when it cannot. */
export const health = api(
  { method: "GET", path: "/api/v1/health", expose: true, auth: false },
  async (): Promise<HealthResponse> => {
    const [database, others] = await Promise.all([checkDatabase(), checkHealth()]);
    const checks: Record<string, Health> = { "realtime.database": database, ...others };
    const failing = Object.entries(checks).filter(([, check]) => !check.ok);
    if (failing.length === 0) return { status: "ok", version, checks };
    const what = failing.map(([name, check]) => `${name}: ${check.message}`).join("; ");
    throw new APIError(ErrCode.Unavailable, what, undefined, { reason: "unhealthy", version, checks });
  },
);
