import { identity } from "~encore/clients";
import type { Credential } from "../domain/session/effect";
import type { JudgedEvent } from "../domain/session/event";

/** Asks identity whose credential it is (RT25). */
export async function judgeCredential(credential: Credential): Promise<JudgedEvent["outcome"]> {
  const { caller, refusal } = await identity.judgeCredential(credential);
  if (caller === undefined) return { ok: false, message: refusal ?? "the credential is not valid" };
  return { ok: true, arrival: caller };
}
