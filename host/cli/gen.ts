import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { transformSync } from "esbuild";
import { generateClient } from "../generate/client/generate-client";
import { generateTopics } from "../generate/client/generate-topics";
import { generate } from "../generate/generate";
import { generateOpenApi } from "../generate/openapi/generate-openapi";
import { type Selection, unknownServices } from "../generate/selection";
import type { App } from "../model/app";
import { readModel } from "./build-application";
import { type Command, type CommandCall, UsageError, UserError } from "./command";

const LANGUAGES = ["typescript", "javascript", "openapi"] as const;
type Language = (typeof LANGUAGES)[number];
const BY_ENDING: Record<string, Language> = {
  ".ts": "typescript",
  ".js": "javascript",
  ".mjs": "javascript",
  ".json": "openapi",
};
const ALIASES: Record<string, Language> = { ts: "typescript", js: "javascript", swagger: "openapi", oas: "openapi" };

/** The flags of `encore gen client`, as far as the host has what they are about. */
export const gen: Command = {
  summary:
    "Writes from the source: a client (--lang typescript or javascript), the OpenAPI document, the types of messages on topics, or encore.gen/ (wrappers). Prints without --output.",
  usage: "client|openapi|topics|wrappers",
  options: {
    lang: { type: "string", short: "l" },
    output: { type: "string", short: "o" },
    services: { type: "string", short: "s", multiple: true },
    "excluded-services": { type: "string", short: "x", multiple: true },
    tags: { type: "string", short: "t", multiple: true },
    "excluded-tags": { type: "string", multiple: true },
    "openapi-exclude-private-endpoints": { type: "boolean" },
    extended: { type: "boolean" },
    env: { type: "string", short: "e" },
  },
  async run(call) {
    const { root, rest, flags } = call;
    const [what] = rest;
    if (rest.length !== 1 || !["client", "openapi", "topics", "wrappers"].includes(what ?? ""))
      throw new UsageError(
        `lobby gen: there are client, openapi, topics and wrappers to generate, not "${rest.join(" ")}".`,
      );
    if ((flags["env"] ?? "local") !== "local")
      throw new UsageError(
        `lobby gen: the source here is the environment "local"; there is no "${String(flags["env"])}".`,
      );
    const language = what === "client" ? languageOf(flags) : "openapi";
    if (what === "wrappers" && flags["output"] !== undefined)
      throw new UsageError("lobby gen wrappers: they belong in encore.gen/ of the application; leave --output out.");
    const app = await readModel(root);
    if (what === "wrappers") {
      await generate(app, root);
      console.log("encore.gen/ is up to date.");
      return 0;
    }
    write(what === "topics" ? generateTopics(app) : textOf(app, language, call), flags["output"]);
    return 0;
  },
};

function textOf(app: App, language: Language, { flags }: CommandCall): string {
  const selection = selectionOf(flags);
  const [unknown] = unknownServices(app, selection);
  if (unknown !== undefined) {
    const names = app.services.map((s) => s.name).join(", ");
    throw new UserError(`lobby gen: there is no service "${unknown}". Services: ${names}.`);
  }
  if (language === "openapi") {
    const excludesPrivate = flags["openapi-exclude-private-endpoints"] === true;
    const document = generateOpenApi(app, { ...selection, excludesPrivate, isExtended: flags["extended"] === true });
    return `${JSON.stringify(document, null, 2)}\n`;
  }
  const client = generateClient(app, selection);
  return language === "typescript" ? client : transformSync(client, { loader: "ts", target: "es2022" }).code;
}

function languageOf({ lang, output }: CommandCall["flags"]): Language {
  if (typeof lang === "string") {
    const language = LANGUAGES.find((l) => l === lang.toLowerCase()) ?? ALIASES[lang.toLowerCase()];
    if (language !== undefined) return language;
    throw new UsageError(`lobby gen client: --lang is one of ${LANGUAGES.join(", ")}, not "${lang}".`);
  }
  if (typeof output !== "string") throw new UsageError("lobby gen client: give --output, --lang or both.");
  const language = Object.entries(BY_ENDING).find(([ending]) => output.toLowerCase().endsWith(ending))?.[1];
  if (language !== undefined) return language;
  throw new UsageError(`lobby gen client: the name ${output} does not say which language; give --lang.`);
}

/** Lists are written as `a,b`, as repeated flags, or both. */
function selectionOf(flags: CommandCall["flags"]): Selection {
  const list = (flag: string): string[] =>
    [flags[flag] ?? []]
      .flat()
      .flatMap((text) => String(text).split(","))
      .filter((name) => name !== "");
  const services = list("services");
  return {
    ...(services.length === 0 || services.includes("*") ? {} : { services }),
    excludedServices: list("excluded-services"),
    tags: list("tags"),
    excludedTags: list("excluded-tags"),
  };
}

/** A file whose text is the same is not touched. */
function write(text: string, output: CommandCall["flags"][string]): void {
  if (typeof output !== "string") {
    process.stdout.write(text);
    return;
  }
  const file = resolve(output);
  const isSame = before(file) === text;
  if (!isSame) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  console.log(`${output} ${isSame ? "is up to date" : "written"}.`);
}

function before(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
