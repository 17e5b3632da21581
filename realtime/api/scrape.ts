import { timingSafeEqual, createHash } from "node:crypto";
import { appMeta } from "encore.dev";
import { api } from "encore.dev/api";
import { registry } from "../../platform/meters";
import "../engine/prometheus";

const expected = process.env["LOBBY_SCRAPE_TOKEN"] ?? "";

/**
 * Figures of this process for Prometheus. Open in development; elsewhere it needs `Authorization: Bearer` with the value of
 * LOBBY_SCRAPE_TOKEN, and does not exist while that is unset.
 */
export const scrape = api.raw({ method: "GET", path: "/metrics", expose: true, auth: false }, async (req, res) => {
  const { type, cloud } = appMeta().environment;
  const isDevelopment = type === "development" && cloud === "local" && process.env["LOBBY_ENV"] !== "production";
  if (!isDevelopment && !holdsToken(req.headers.authorization)) {
    res.writeHead(expected === "" ? 404 : 401, { "Content-Type": "application/json" });
    res.end(JSON.stringify(expected === "" ? NOT_FOUND : UNAUTHENTICATED));
    return;
  }
  const text = await registry.metrics();
  res.writeHead(200, { "Content-Type": registry.contentType });
  res.end(text);
});

const NOT_FOUND = { code: "not_found", message: "endpoint not found", details: null };
const UNAUTHENTICATED = {
  code: "unauthenticated",
  message: "this needs Authorization: Bearer <scrape token>",
  details: null,
};

function holdsToken(header: string | undefined): boolean {
  if (expected === "" || header === undefined) return false;
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header), digest(`Bearer ${expected}`));
}
