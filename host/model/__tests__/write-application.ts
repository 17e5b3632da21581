import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DEFAULTS = {
  "encore.app": '{ "id": "", "lang": "typescript" }',
  "package.json": '{ "name": "t", "type": "module", "dependencies": { "encore.dev": "1.58.6" } }',
  "tsconfig.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "~encore/*": ["./encore.gen/*"] } } }',
};

const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/** Writes a small application, with the files that every application has and the packages of this repository. */
export function writeApplication(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries({ ...DEFAULTS, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(modules, join(root, "node_modules"));
}
