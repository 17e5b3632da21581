import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { invalidRequest } from "../../platform/request-fields";
import { takeStep } from "../../platform/steps";
import { readText } from "../../platform/text";
import type { CashSession } from "../contract/cash-session";
import { financeErrors } from "../contract/errors";
import { CASH_STEPS, decideAcceptance } from "../domain/cash-session";
import { stepSession } from "../engine/step-session";

interface CloseCashSessionRequest {
  id: string;
  /** The version whose variance is accepted. */
  version: number;
  /** Why; required above one's limit; at most 500 characters. */
  reason?: string;
  /** A repeat with the same key gets the first answer and accepts nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

const REASON_LENGTH = 500;

/** Accepts the variance of a counted drawer (F15). */
export const closeCashSession = api(
  { method: "POST", path: "/finance/cash-sessions/:id/close", expose: true, auth: true },
  async ({ idempotencyKey: key, ...request }: CloseCashSessionRequest): Promise<CashSession> => {
    const reason = readText("reason", request.reason, REASON_LENGTH);
    if (reason !== null && typeof reason !== "string") return invalidRequest(reason);
    const asked = { endpoint: "finance.closeCashSession", key, request };
    const outcome = await stepSession(asked, (_tx, session, by) => {
      const step = takeStep(CASH_STEPS, session.state, "close");
      return Promise.resolve(step.ok ? decideAcceptance(session, reason, by) : step);
    });
    return orThrow(outcome, financeErrors);
  },
);
