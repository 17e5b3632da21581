import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const SKIPPED = new Set(["node_modules", "encore.gen", "conformance"]);

/** Files below a folder, as paths from the root; dot-folders and what is not ours are left out. */
function filesBelow(folder = ""): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) return [];
    const below = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(below) : [below];
  });
}

const files = filesBelow();
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const pages = files.filter((file) => file.endsWith(".md"));
const titles = files
  .filter((file) => /\.test\.tsx?$/.test(file))
  .map(read)
  .join("\n");

test.each(pages)("%s: links lead somewhere", (page) => {
  const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target.split("#")[0] ?? "");
  const local = targets.filter((target) => target !== "" && !/^[a-z]+:/.test(target));
  expect(local.filter((target) => !existsSync(path.join(root, path.dirname(page), target)))).toEqual([]);
});

test("every service and every shared part has a README", () => {
  const services = files.filter((file) => file.endsWith("encore.service.ts")).map((file) => path.dirname(file));
  const missing = [...services, "platform", "host", "bench"].filter((folder) => !pages.includes(`${folder}/README.md`));
  expect(missing).toEqual([]);
});

describe("rules", () => {
  const rules = new Map([
    ["realtime/SPEC.md", /^- \*\*(RT\d+)\*\*/gm],
    ["chat/README.md", /^- \*\*(C\d+)\*\*/gm],
    ["finance/README.md", /^- \*\*(F\d+)\*\*/gm],
    ["guest/README.md", /^- \*\*(G\d+)\*\*/gm],
    ["identity/README.md", /^- \*\*(I\d+)\*\*/gm],
    ["reports/README.md", /^- \*\*(R\d+)\*\*/gm],
    ["staff/README.md", /^- \*\*(S\d+)\*\*/gm],
    ["uploads/README.md", /^- \*\*(U\d+)\*\*/gm],
  ]);
  test.each([...rules])("of %s are each stated once and proven by a test that names them", (page, pattern) => {
    const ids = [...read(page).matchAll(pattern)].map(([, id = ""]) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.filter((id) => !titles.includes(`[${id}]`))).toEqual([]);
  });
});

test("every decision is in the list of decisions", () => {
  const list = read("docs/decisions/README.md");
  const decisions = pages.filter((page) => /^docs\/decisions\/\d{4}-/.test(page)).map((page) => path.basename(page));
  expect(decisions.filter((decision) => !list.includes(`](${decision})`))).toEqual([]);
});

test("[S0-F13] no test replaces a module of ours, and no product code makes data up", () => {
  const tests = files.filter((file) => /\.test\.tsx?$/.test(file) && file !== "tests/docs.test.ts");
  expect(tests.filter((file) => /\bvi\.(mock|doMock)\(/.test(read(file)))).toEqual([]);
  const product = files.filter((file) =>
    /^(chat|identity|finance|guest|reports|staff|uploads|realtime|platform|frontend)\/.*\.tsx?$/.test(file),
  );
  const made = product.filter((file) => /\bfaker\b|\bmsw\b|Math\.random\(\) \* 1e|mock/i.test(read(file)));
  expect(made.filter((file) => !/\.test\.|__tests__|\.gen\./.test(file))).toEqual([]);
});
