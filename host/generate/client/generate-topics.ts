/** The messages of the application's topics as TypeScript: what a client that reads events beside the API can rely on. */
import type { App } from "../../model/app";
import { indent } from "./text";
import { ClientTypes, declarations } from "./types";

/** The text of one module without imports: `Topics`, by name of the topic, and the namespaces of the types in it. */
export function generateTopics(app: App): string {
  const types = new ClientTypes(app);
  const fields = app.topics.map((t) => `${JSON.stringify(t.name)}: ${types.print(t.message)};\n`);
  return [
    "// Generated from the source of the application. Do not edit.\n/* eslint-disable */\n",
    `/** What is published on each topic, as JSON. */\nexport interface Topics {\n${indent(fields.join(""), 1)}}\n`,
    ...declarations(types.namespaces()),
  ].join("\n");
}
