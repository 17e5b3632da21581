import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { takeStep } from "../../platform/steps";
import type { CashSession } from "../contract/cash-session";
import { financeErrors } from "../contract/errors";
import { CASH_STEPS, decideCount } from "../domain/cash-session";
import { stepSession } from "../engine/step-session";
import { insertFlows, sumFlows } from "../store/cash-session.store";

interface CountCashSessionRequest {
  id: string;
  /** The version that was counted. */
  version: number;
  /** Everything that is in the drawer, in minor units (cents). */
  countedMinor: number;
  /** A repeat with the same key gets the first answer and counts nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Counts a drawer, once; only the answer says what had to be in it (F14). */
export const countCashSession = api(
  { method: "POST", path: "/finance/cash-sessions/:id/count", expose: true, auth: true },
  async ({ idempotencyKey: key, ...request }: CountCashSessionRequest): Promise<CashSession> => {
    const asked = { endpoint: "finance.countCashSession", key, request };
    const outcome = await stepSession(asked, async (tx, session, { personId, now }) => {
      const step = takeStep(CASH_STEPS, session.state, "count");
      if (!step.ok) return step;
      const flows = await sumFlows(tx, session.id);
      const decided = decideCount(session, request.countedMinor, flows, { personId, now });
      if (decided.ok) await insertFlows(tx, session.id, flows);
      return decided;
    });
    return orThrow(outcome, financeErrors);
  },
);
