/** `lobby gen` as it is called from outside, for an application that is not ours. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const home = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
beforeAll(() => {
  mkdirSync(join(home, ".lobby"), { recursive: true });
  folder = mkdtempSync(join(home, ".lobby/gen-"));
  cpSync(join(home, "host/__tests__/conformance/infra/app"), join(folder, "app"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function gen(...args: string[]): { code: number | null; out: string; said: string } {
  const all = [join(home, "bin/lobby.mjs"), "gen", ...args, "--app", join(folder, "app")];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: "utf8" });
  return { code: status, out: stdout, said: stderr };
}

test("the OpenAPI document of chosen services goes into a file", () => {
  const flags = ["--lang", "openapi", "--output", "api/doc.json", "-s", "peer", "--services", "shapes"];
  expect(gen("client", ...flags)).toMatchObject({ code: 0, out: "api/doc.json written.\n" });
  const recorded = JSON.parse(readFileSync(join(home, "host/__tests__/conformance/infra/openapi.json"), "utf8")) as {
    paths: object;
  };
  expect(JSON.parse(readFileSync(join(folder, "api/doc.json"), "utf8"))).toMatchObject({ paths: recorded.paths });
  expect(gen("client", ...flags).out).toBe("api/doc.json is up to date.\n");
});

test("without a file the text is printed, and nothing else", () => {
  const { paths } = JSON.parse(gen("openapi", "-s", "peer", "--openapi-exclude-private-endpoints").out) as {
    paths: object;
  };
  expect(Object.keys(paths)).toEqual(["/peer/raw"]);
  const client = gen("client", "--lang", "typescript").out;
  expect(client).toContain("export default class Client {");
  expect(client).toContain("readonly quick: quick.ServiceClient;");
});

test("the ending of the file says the language; JavaScript runs as it is", async () => {
  expect(gen("client", "-o", "client.mjs", "-x", "quick")).toMatchObject({ code: 0 });
  const { default: Client } = (await import(join(folder, "client.mjs"))) as { default: new (url: string) => object };
  expect(Object.keys(new Client("http://127.0.0.1:1"))).toContain("shapes");
  expect(Object.keys(new Client("http://127.0.0.1:1"))).not.toContain("quick");
});

test.each<[args: string[], said: RegExp]>([
  [["client"], /give --output, --lang or both/],
  [["client", "--output", "client.txt"], /client\.txt does not say which language/],
  [["client", "--lang", "go"], /one of typescript, javascript, openapi, not "go"/],
  [["wrappers", "--output", "gen"], /belong in encore\.gen\/ of the application/],
  [["server"], /client, openapi, topics and wrappers to generate, not "server"/],
  [["client", "--lang", "ts", "--env", "prod"], /environment "local"; there is no "prod"/],
  [["client", "--ts:shared-types"], /Unknown option '--ts:shared-types'/],
])("%j is refused with what is allowed", (args, said) => {
  const { code, out, said: text } = gen(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(text).toMatch(said);
});

test("a service that does not exist is named, with those that do", () => {
  expect(gen("openapi", "--services", "pear")).toMatchObject({
    code: 1,
    said: 'lobby gen: there is no service "pear". Services: archive, ledger, misc, peer, post, quick, shapes, shelf.\n',
  });
});
