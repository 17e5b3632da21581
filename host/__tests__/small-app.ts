import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("../..", import.meta.url));

const files: Record<string, string> = {
  "encore.app": `{ "id": "small", "lang": "typescript" }`,
  "package.json": `{ "name": "small", "type": "module", "dependencies": { "encore.dev": "1.58.6" } }`,
  "desk/encore.service.ts": `import { Service } from "encore.dev/service";
export default new Service("desk");
`,
  "desk/db.ts": `import { SQLDatabase } from "encore.dev/storage/sqldb";
export const db = new SQLDatabase("desk", { migrations: "./migrations" });
`,
  "desk/migrations/1_guest.up.sql": "create table guest (id int primary key, name text not null);\n",
  "desk/hello.ts": `import { api } from "encore.dev/api";
export const hello = api({ method: "GET", path: "/hello", expose: true }, async (): Promise<{ text: string }> => ({ text: "hello" }));
`,
};

/** An application of one service with one database, in a folder of its own; its packages are ours. */
export interface SmallApp {
  dir: string;
  write(file: string, text: string): void;
  remove(): void;
}

export function writeSmallApp(): SmallApp {
  const dir = mkdtempSync(join(tmpdir(), "lobby-small-"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  symlinkSync(join(home, "node_modules"), join(dir, "node_modules"));
  return { dir, write, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
