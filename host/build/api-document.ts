import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateOpenApi } from "../generate/openapi/generate-openapi";
import type { App } from "../model/app";

/** Among the front end's files, which the application serves: its API reference reads it from there. */
export const apiDocumentFile = "frontend/.dist/openapi.json";

/** What the API reference shows: all that the outside may call, with the rules of its values, streams included. */
export function apiDocument(app: App): string {
  return `${JSON.stringify(generateOpenApi(app, { excludesPrivate: true, isExtended: true }))}\n`;
}

/** Brings the document up to date where there is a front end; true when it changed. */
export function buildApiDocument(app: App, root: string): boolean {
  if (!existsSync(join(root, "frontend/vite.config.mts"))) return false;
  const [file, text] = [join(root, apiDocumentFile), apiDocument(app)];
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  mkdirSync(join(root, "frontend/.dist"), { recursive: true });
  writeFileSync(file, text);
  return true;
}
