import { toJSONSchema } from "zod";
import type { EventCatalogue } from "../../platform/events";

/** As far as it is looked at: what zod makes of the schemas of events. */
interface JsonSchema {
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  type?: string;
  format?: string;
  properties?: Record<string, JsonSchema>;
}

/** Values that have no meaning of their own; where they stand, real ones begin alike. */
const BY_FORMAT: Record<string, string> = { uuid: "0199", "date-time": "2026-01-01T00:00:00.000Z", date: "2026-01-01" };

/** Of a list as long as that of the currencies, the rest is not worth its place. */
const CHOICES = 8;

/** The file in which a dictionary is committed. */
export function dictionaryModule(name: string, text: string): string {
  return `/** Made from the event catalogue; see build-dictionary.ts. */\nexport const ${name} = ${JSON.stringify(text)};\n`;
}

/**
 * The text that a deflate dictionary is: frames of every type of event, with each choice that its schema allows. What is likely comes
 * last, where a reference to it is short. Made of the catalogue alone, so the same for the same catalogue, and nobody's data.
 */
export function buildDictionary(catalogue: Partial<Record<string, Pick<EventCatalogue, "schema">>>): string {
  const choices: string[] = [];
  const frames: string[] = [];
  const known = new Set<string>();
  for (const [service, entry] of Object.entries(catalogue)) {
    if (entry === undefined) continue;
    const schema = toJSONSchema(entry.schema, { io: "input" }) as JsonSchema;
    for (const type of schema.anyOf ?? schema.oneOf ?? [schema]) {
      const { data = {}, ...envelope } = type.properties ?? {};
      const [payload = ""] = valuesOf(data, choices);
      const placed = `{"seq":1,"channel":"${service}/1","n":1,"digest":"",${propertiesOf(envelope, choices).slice(1, -1)},"data":`;
      const head = `[{"type":"event","service":"${service}","events":[${placed}`;
      // Types that hold the same row need it once, and the second event of a frame finds it in the first.
      frames.push(known.has(payload) ? head : `${head}${payload}},${placed}{}}],"seq":1,"timestamp":"2026-`);
      known.add(payload);
    }
  }
  const rare = '"data":null,"redacted":true,"hash":"","data":null,"superseded":true,"hash":""';
  return [rare, ...new Set(choices), ...frames].join("");
}

/** The JSON of an object with these properties; what else could stand in one of them is added to `choices`. */
function propertiesOf(properties: Record<string, JsonSchema>, choices: string[]): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const [first = "", ...others] = valuesOf(schema, choices);
    for (const other of others) choices.push(`"${name}":${other},`);
    return `"${name}":${first}`;
  });
  return `{${fields.join(",")}}`;
}

/** What can stand for a schema, the most likely first. */
function valuesOf(schema: JsonSchema, choices: string[]): string[] {
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.flatMap((each) => valuesOf(each, choices));
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum !== undefined) return schema.enum.slice(0, CHOICES).map((value) => JSON.stringify(value));
  if (schema.properties !== undefined) return [propertiesOf(schema.properties, choices)];
  switch (schema.type) {
    case "string":
      return [`"${BY_FORMAT[schema.format ?? ""] ?? ""}"`];
    case "integer":
    case "number":
      return ["1"];
    case "boolean":
      return ["true", "false"];
    case "array":
      return ["[]"];
    default:
      return ["null"];
  }
}
