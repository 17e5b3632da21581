/** The documents that the genuine generator wrote for the recorded applications. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeApplication } from "../../model/__tests__/write-application";
import type { App } from "../../model/app";
import { readApp } from "../../model/read";
import type { OpenApi } from "./document";
import { generateOpenApi, type OpenApiOptions } from "./generate-openapi";

const recordings = new URL("../../__tests__/conformance/", import.meta.url);

test.each(["http", "infra"])(
  "the recorded application %s gives the recorded document",
  { timeout: 60_000 },
  async (name) => {
    const recorded = JSON.parse(readFileSync(new URL(`${name}/openapi.json`, recordings), "utf8")) as OpenApi;
    const read = await readApp(fileURLToPath(new URL(`${name}/app`, recordings)));
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    // An application without an id gets a random name from the genuine toolchain; it is in the title.
    const id = /^API for (.+)$/.exec(String(recorded.info["title"]))?.[1] ?? "";
    const written = generateOpenApi({ ...read.app, id }, { services: servicesOf(recorded) });
    expect(JSON.parse(JSON.stringify(written))).toEqual(recorded);
  },
);

/** The recording left out every service with an `any` in it. */
function servicesOf({ paths }: OpenApi): string[] {
  const ids = Object.values(paths).flatMap((item) => Object.values(item).map((o) => o.operationId));
  return [...new Set(ids.map((id) => id.replace(/^\w+:/, "").replace(/\..*$/, "")))];
}

describe("an extended document", () => {
  const files = {
    "desk/encore.service.ts": `import { Service } from "encore.dev/service";\nexport default new Service("desk");\n`,
    "desk/api.ts": `import { api, type Cookie, type Query } from "encore.dev/api";
import type { IsEmail, MaxLen, Min, MinLen, StartsWith } from "encore.dev/validate";
interface Guest {
  name: string & MinLen<1> & MaxLen<40>;
  email: (string & IsEmail) | null;
  age?: number & Min<0>;
  codes: (string & StartsWith<"a.">)[] & MaxLen<3>;
  details: any;
}
export const addGuest = api({ expose: true, auth: true, path: "/guests", tags: ["write"] }, async (guest: Guest): Promise<{ guest: Guest }> => ({ guest }));
export const visit = api({ expose: true, method: "GET", path: "/visit" }, async (p: { sid: Cookie<"sid">; day?: Query<string, "d"> }): Promise<void> => void p);
export const inside = api({}, async (): Promise<void> => {});
export const feed = api.streamOut<{ room: string }, { n: number }>({ expose: true, path: "/feed" }, async (handshake, stream) => void [handshake, stream]);
`,
  };
  const root = mkdtempSync(join(tmpdir(), "lobby-openapi-"));
  let app: App;
  beforeAll(async () => {
    writeApplication(root, files);
    const read = await readApp(root);
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    app = read.app;
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test("has the validators, and null as nullable", () => {
    const { components } = generateOpenApi(app, { isExtended: true });
    expect(components.schemas?.["desk.Guest"]?.properties).toEqual({
      name: { type: "string", minLength: 1, maxLength: 40 },
      email: { type: "string", format: "email", nullable: true },
      age: { type: "number", minimum: 0 },
      codes: { type: "array", maxItems: 3, items: { type: "string", pattern: String.raw`^a\.` } },
      details: {},
    });
  });

  test("says who may call, and has cookies and streams", () => {
    const { paths, ...document } = generateOpenApi(app, { isExtended: true, excludesPrivate: true });
    expect(Object.keys(paths)).toEqual(["/guests", "/visit"]);
    expect(paths["/guests"]?.["post"]).toMatchObject({ tags: ["desk"], "x-access": "auth", security: [{ auth: [] }] });
    expect(paths["/visit"]?.["get"]?.parameters).toMatchObject([
      { in: "query", name: "day" },
      { in: "cookie", name: "sid", required: true },
    ]);
    expect(document["x-streams"]).toMatchObject([
      { name: "feed", path: "/feed", kind: "streamOut", parameters: [{ in: "query", name: "room" }] },
    ]);
  });

  test("a plain document has none of that, and any is an empty schema", () => {
    const { components, ...document } = generateOpenApi(app);
    expect(document).not.toHaveProperty("x-streams");
    expect(Object.keys(document.paths)).toEqual(["/guests", "/visit", "/desk.inside"]);
    expect(components.schemas?.["desk.Guest"]?.properties).toMatchObject({ name: { type: "string" }, details: {} });
  });

  test.each<[selection: string, options: OpenApiOptions, paths: string[]]>([
    ["a service", { services: ["desk"] }, ["/guests", "/visit", "/desk.inside"]],
    ["no service", { excludedServices: ["desk"] }, []],
    ["a tag", { tags: ["write"] }, ["/guests"]],
    ["an excluded tag", { excludedTags: ["write"] }, ["/visit", "/desk.inside"]],
    ["a tag that is excluded too", { tags: ["write"], excludedTags: ["write"] }, []],
  ])("takes %s", (_, options, paths) => {
    const document = generateOpenApi(app, options);
    expect(Object.keys(document.paths)).toEqual(paths);
    expect("schemas" in document.components).toBe(paths.includes("/guests"));
  });
});
