import type { Access, ApiDocument, Operation, Parameter, Schema, Stream } from "./document";

/** One endpoint as the page shows it. */
export interface Entry {
  /** Anchor on the page. */
  id: string;
  service: string;
  name: string;
  /** `GET`, or `STREAM` for a WebSocket. */
  methods: string[];
  path: string;
  access: Access;
  summary: string;
  description: string;
  parameters: Parameter[];
  /** Bytes in, bytes out. */
  isRaw: boolean;
  stream?: Stream["kind"];
  /** The JSON that the caller sends: a body, or each message of a stream. */
  request?: Schema;
  /** The JSON that comes back. */
  response?: Schema;
  responseHeaders: Omit<Parameter, "in">[];
}

export interface Group {
  service: string;
  entries: Entry[];
}

/** The endpoints by service, each with all of its methods; streams come last. */
export function readGroups(document: ApiDocument): Group[] {
  const entries = new Map<string, Entry>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const entry = ofOperation(path, operation);
      const known = entries.get(entry.id) ?? entry;
      known.methods.push(method.toUpperCase());
      entries.set(entry.id, known);
    }
  }
  const all = [...entries.values(), ...document["x-streams"].map(ofStream)];
  const services = [...new Set(all.map((e) => e.service))].sort();
  return services.map((service) => ({ service, entries: all.filter((e) => e.service === service) }));
}

/** Without the entries in which a word of the search is missing. */
export function searchGroups(groups: Group[], search: string): Group[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (e: Entry): boolean => {
    const text = [...e.methods, e.path, e.service, e.name, e.summary, e.description].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups.map((g) => ({ ...g, entries: g.entries.filter(fits) })).filter((g) => g.entries.length > 0);
}

function ofOperation(path: string, operation: Operation): Entry {
  const [service = "", name = ""] = operation.operationId.replace(/^\w+:/, "").split(".");
  const { content, headers = {} } = operation.responses["200"];
  return {
    ...common({ ...operation, service, name, path }),
    methods: [],
    isRaw: operation["x-raw"] === true,
    ...json("request", operation.requestBody?.content["application/json"].schema),
    ...json("response", content?.["application/json"].schema),
    responseHeaders: Object.entries(headers).map(([header, of]) => ({ name: header, ...of })),
  };
}

function ofStream(stream: Stream): Entry {
  return {
    ...common(stream),
    methods: ["STREAM"],
    isRaw: false,
    stream: stream.kind,
    ...json("request", stream.request),
    ...json("response", stream.response),
    responseHeaders: [],
  };
}

type Common = Pick<Stream, "service" | "name" | "path" | "x-access" | "summary" | "description" | "parameters">;

function common({ service, name, path, summary = "", description = "", parameters = [], ...rest }: Common) {
  return { id: `${service}.${name}`, service, name, path, access: rest["x-access"], summary, description, parameters };
}

function json<K extends string>(key: K, schema: Schema | undefined): { [P in K]?: Schema } {
  return schema === undefined ? {} : ({ [key]: schema } as { [P in K]?: Schema });
}
