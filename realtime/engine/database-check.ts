import { pool } from "../store/db";
import type { Health } from "../../platform/health";

const TIMEOUT_MS = 2000;

/** Whether the log's database answers within two seconds. */
export async function checkDatabase(): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, message: `no answer within ${TIMEOUT_MS} ms` }), TIMEOUT_MS);
  });
  const asked = pool.query("SELECT 1 AS one").then(
    (): Health => ({ ok: true, message: "answers" }),
    // Anybody may ask: what is wrong stands in the log, where the sweep fails too.
    (): Health => ({ ok: false, message: "cannot be reached" }),
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
