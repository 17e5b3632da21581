import { currentRequest } from "encore.dev";
import { clientAddress, readTrustedProxies } from "./client-address";

/** Proxies in front of the gateway, each of which adds its caller to x-forwarded-for. */
const trustedProxies = readTrustedProxies(process.env["LOBBY_TRUSTED_PROXIES"]);

/** The network address of whoever made this request. */
export function callerAddress(): string {
  const request = currentRequest();
  const header = request?.type === "api-call" ? request.headers["x-forwarded-for"] : undefined;
  return clientAddress(Array.isArray(header) ? header.join(",") : header, trustedProxies);
}
