import { appMeta } from "encore.dev";

/**
 * Whether this process may fill an empty database with the demo hotels, whose passwords everybody knows: only while it is a
 * development server of this machine, LOBBY_ENV is not `production` and LOBBY_DEMO is not `off`.
 */
export function isDemoAllowed(): boolean {
  const { environment, apiBaseUrl } = appMeta();
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(apiBaseUrl).hostname);
  return (
    environment.type === "development" &&
    environment.cloud === "local" &&
    isHere &&
    process.env["LOBBY_ENV"] !== "production" &&
    process.env["LOBBY_DEMO"] !== "off"
  );
}
