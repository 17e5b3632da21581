import { currentRequest } from "encore.dev";
import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { identityErrors } from "../contract/errors";
import type { TokenPair } from "../contract/types";
import { clientAddress } from "../domain/login-limit";
import { checkPassword } from "../store/login";
import { openSession } from "../store/tokens";

interface LoginRequest {
  email: string & MinLen<1> & MaxLen<254>;
  password: string & MinLen<1> & MaxLen<256>;
}

/** Logs a person in. An unknown address and a wrong password give the same answer in the same time; failures are limited. */
export const login = api(
  { method: "POST", path: "/identity/login", expose: true, sensitive: true },
  async ({ email, password }: LoginRequest): Promise<TokenPair> => {
    const checked = await checkPassword(email, password, callerAddress());
    return openSession(orThrow(checked, identityErrors));
  },
);

/** Proxies in front of the gateway, each of which adds itself to x-forwarded-for. */
const trustedProxies = Number(process.env["LOBBY_TRUSTED_PROXIES"] ?? 0);

function callerAddress(): string {
  const request = currentRequest();
  const header = request?.type === "api-call" ? request.headers["x-forwarded-for"] : undefined;
  return clientAddress(Array.isArray(header) ? header.join(",") : header, trustedProxies);
}
