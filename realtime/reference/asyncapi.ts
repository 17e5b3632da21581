import { toJSONSchema, type ZodType } from "zod";
import { CLIENT_MESSAGES, SERVER_FRAMES } from "../contract/frames";
import { PROTOCOL_VERSION } from "../contract/protocol";
import { CATALOGUE } from "../domain/catalogue";
import { CLIENT_WORDS, type Described, EVENT_WORDS, SERVER_WORDS } from "./described";

interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema & { const?: unknown }>;
}

interface Message {
  name: string;
  title: string;
  summary: string;
  payload: object;
  examples: { payload: object }[];
}

/** The ways to the server, and what goes over them. */
const CHANNELS = {
  stream: {
    address: "/v2/realtime/stream",
    title: "WebSocket",
    description:
      "One JSON object per text message, both ways. The credential stands in the address: `?ticket=` (one use, from `POST /realtime/ticket`) or `?access_token=`, or in the header `Authorization: Bearer`.",
    sends: true,
  },
  sse: {
    address: "/v2/realtime/sse",
    title: "Server-sent events",
    description:
      "The handshake's fields in the query, each frame a `data:` line, the cursor as its `id:` (RT27). Ends after about a minute.",
    sends: false,
  },
  poll: {
    address: "/v2/realtime/poll",
    title: "Polling",
    description:
      "The handshake's fields in the query; the frames come as `frames` of a JSON answer, beside `cursor` and `more` (RT28).",
    sends: false,
  },
} as const;

/** The protocol as an AsyncAPI 3 document: every frame with its fields and examples, and the events of each service. */
export function asyncApiDocument(): object {
  const toServer = messages("client", CLIENT_MESSAGES, CLIENT_WORDS);
  const toClient = messages("server", SERVER_FRAMES, SERVER_WORDS);
  const channels = Object.entries(CHANNELS).map(([id, { sends, ...channel }]) => {
    const names = [...(sends ? Object.keys(toServer) : []), ...Object.keys(toClient)];
    return [id, { ...channel, messages: refs("#/components/messages", names) }] as const;
  });
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Lobby realtime",
      version: `${PROTOCOL_VERSION}.0.0`,
      description:
        "The events of an organisation, live and replayed, complete and provable. The rules (RT1 …) are at /docs/realtime. Clients ignore frame types and fields that they do not know.",
    },
    defaultContentType: "application/json",
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries([
      ["hear", operation("receive", "stream", Object.keys(toServer), "What a client sends.")],
      ...Object.keys(CHANNELS).map((channel) => [
        `tellBy${channel[0]?.toUpperCase()}${channel.slice(1)}`,
        operation("send", channel, Object.keys(toClient), "What a client is sent."),
      ]),
    ]),
    components: { messages: { ...toServer, ...toClient }, schemas: eventSchemas() },
  };
}

/** Names are unique over both directions: `server.ping`, `client.ping`. */
function messages(
  side: "client" | "server",
  schemas: Record<string, ZodType>,
  words: Record<string, Described>,
): Record<string, Message> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { summary = "", examples = [] } = words[name] ?? {};
      const payload = jsonSchema(schema);
      return [
        `${side}.${name}`,
        { name: `${side}.${name}`, title: name, summary, payload, examples: examples.map((e) => ({ payload: e })) },
      ];
    }),
  );
}

/** What services publish, before it has its place in the log: by service and type, with its `data`. */
function eventSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(CATALOGUE).flatMap(([service, { schema }]) => {
      const json = jsonSchema(schema);
      return (json.oneOf ?? json.anyOf ?? [json]).map((event) => {
        const type = String(event.properties?.["type"]?.const);
        const { summary: description = "", examples = [] } = EVENT_WORDS[`${service}/${type}`] ?? {};
        return [`${service}.${type}`, { title: `${service}/${type}`, description, ...event, examples }];
      });
    }),
  );
}

/** As clients may rely on it: unknown fields are allowed, and bounds that only say "a number of JavaScript" are left out. */
function jsonSchema(schema: ZodType): JsonSchema {
  const { $schema: _, ...json } = toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    override({ jsonSchema: made }) {
      if (made.format !== undefined) delete made.pattern;
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
    },
  });
  return json as JsonSchema;
}

function operation(action: "send" | "receive", channel: string, names: string[], summary: string): object {
  return {
    action,
    channel: { $ref: `#/channels/${channel}` },
    summary,
    messages: Object.values(refs(`#/channels/${channel}/messages`, names)),
  };
}

const refs = (under: string, names: string[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `${under}/${name}` }]));
