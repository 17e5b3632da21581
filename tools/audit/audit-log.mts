import { Audit, type AuditedEvent, type Defect, type Verdict } from "../../realtime/domain/audit";
import type { Get } from "./connect.mjs";

interface Page {
  head: number;
  keptAfter: number;
  channels: Record<string, { n: number; digest: string }>;
  events: AuditedEvent[];
  upTo: number;
  hasMore: boolean;
}

/** The log as it stood at the first page, verified page by page with flat memory. */
export async function auditLog(
  get: Get,
): Promise<{ verdicts: Verdict[]; missing: readonly Defect[]; head: number; keptAfter: number }> {
  const first = (await get("/v2/realtime/audit")) as Page;
  const { head, keptAfter, channels } = first;
  const audit = new Audit(keptAfter);
  for (let page = first; ;) {
    audit.add(page.events, page.upTo);
    if (!page.hasMore) return { verdicts: audit.verdicts(channels), missing: audit.missing, head, keptAfter };
    page = (await get(`/v2/realtime/audit?after=${page.upTo}&head=${head}`)) as Page;
    // Retention has passed what was being verified.
    if (page.keptAfter > keptAfter) return auditLog(get);
  }
}
