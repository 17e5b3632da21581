import { Gateway, type Header, type Query } from "encore.dev/api";
import { authHandler } from "encore.dev/auth";
import { orThrow } from "../../platform/errors";
import { answerTo } from "../../platform/failures";
import { type Outcome, refuse } from "../../platform/outcome";
import type { AuthData } from "../contract/auth";
import { type IdentityRefusal, identityErrors } from "../contract/errors";
import { authenticateTicket, authenticateToken } from "./authenticate";

interface Credentials {
  authorization?: Header<"Authorization">;
  /** An access token in the URL, for clients that cannot set headers on a stream. */
  access_token?: Query<string>;
  /** A one-use ticket of `POST /realtime/ticket`. */
  ticket?: Query<string>;
}

/** Finds out who calls, at each request anew. The header wins over the URL. */
export const authenticate = authHandler<Credentials, AuthData>(async (credentials) => {
  const outcome = await outcomeOf(credentials).catch((err: unknown) => {
    throw answerTo(err, { service: "identity", endpoint: "authenticate" });
  });
  return orThrow(outcome, identityErrors);
});

async function outcomeOf({
  authorization,
  access_token,
  ticket,
}: Credentials): Promise<Outcome<AuthData, IdentityRefusal>> {
  if (authorization !== undefined && authorization !== "") {
    const token = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1];
    if (token === undefined) return refuse("authorization_malformed");
    return authenticateToken(token, "header");
  }
  if (access_token !== undefined && access_token !== "") return authenticateToken(access_token, "query");
  return authenticateTicket(ticket ?? "");
}

export const gateway = new Gateway({ authHandler: authenticate });
