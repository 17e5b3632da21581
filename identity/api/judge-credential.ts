import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { identityErrors } from "../contract/errors";
import type { Grant } from "../contract/auth";
import { authenticateTicket, authenticateToken } from "./authenticate";

/** Exactly one of the two. */
interface JudgeCredentialRequest {
  token?: string & MaxLen<4096>;
  ticket?: string & MaxLen<200>;
}

interface JudgeCredentialResponse {
  /** Absent when it was refused. */
  caller?: { userID: string; orgId: string; sessionId: string; loginEndsAt: string; grants: Grant[] };
  /** Why it was refused, in words for whoever sent it; absent when it was not. */
  refusal?: string;
}

/**
 * Whose credential this is, for a connection that goes on with a newer one than it came with. A ticket is used up. The same answer as
 * the gateway would get for a new connection.
 */
export const judgeCredential = api(
  { method: "POST", path: "/identity/internal/judge-credential", expose: false, sensitive: true },
  async ({ token, ticket }: JudgeCredentialRequest): Promise<JudgeCredentialResponse> => {
    const outcome =
      token === undefined ? await authenticateTicket(ticket ?? "") : await authenticateToken(token, "query");
    if (!outcome.ok) return { refusal: identityErrors[outcome.reason].message };
    const { userID, orgId, sessionId, loginEndsAt, grants } = outcome.value;
    return { caller: { userID, orgId, sessionId, loginEndsAt, grants } };
  },
);
