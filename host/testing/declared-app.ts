import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "../model/app";

/** The application that the tests run in, as far as the runtime needs it. */
export async function declaredApp(root: string): Promise<App> {
  const databases = readdirSync(root)
    .filter((service) => existsSync(join(root, service, "store", "db.ts")))
    .flatMap((service) => {
      const name = /new SQLDatabase\(\s*"([^"]+)"/.exec(readFileSync(join(root, service, "store", "db.ts"), "utf8"))?.[1];
      const migrationsDir = `${service}/store/migrations`;
      if (!name || !existsSync(join(root, migrationsDir))) return [];
      const migrations = readdirSync(join(root, migrationsDir))
        .flatMap((file) => {
          const [, number, description] = /^(\d+)_([^.]+)\.up\.sql$/.exec(file) ?? [];
          return number && description ? [{ file, number: Number(number), description }] : [];
        })
        .sort((a, b) => a.number - b.number);
      return [{ name, at: { file: `${service}/store/db.ts`, line: 1, column: 1 }, migrationsDir, migrations, allowGaps: false }];
    });
  const lists = { services: [], gateways: [], topics: [], crons: [], buckets: [], metrics: [], caches: [] };
  const cors = { allowHeaders: [], exposeHeaders: [], originsWithoutCredentials: ["*"], originsWithCredentials: [] };
  return { id: "", cors, types: {}, ...lists, databases };
}
