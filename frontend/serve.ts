import { api } from "encore.dev/api";

/**
 * The web application: every path that no endpoint claims answers with a file or with the page itself, which reads the path.
 * These files keep their names between builds, so they are revalidated each time (304 when nothing changed).
 */
export const app = api.static({
  expose: true,
  path: "/!path",
  dir: "./.dist",
  notFound: "./.dist/index.html",
  notFoundStatus: 200,
  headers: {
    "Cache-Control": "no-cache",
    "Content-Security-Policy":
      "default-src 'self'; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
  },
});

/** Parts that are loaded when needed. Their names hold a hash of their content, so they never change; an old name gives 404. */
export const assets = api.static({
  expose: true,
  path: "/assets/*path",
  dir: "./.dist/assets",
  headers: { "Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff" },
});
