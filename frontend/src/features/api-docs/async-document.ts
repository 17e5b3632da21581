import type { Schema } from "./document";

/** The AsyncAPI document of this server, as far as the reference of frames reads it. */
export interface AsyncDocument {
  channels: Record<string, Channel>;
  components: {
    /** `client.handshake`, `server.ack`. */
    messages: Record<string, Message>;
    /** Events as services publish them: `finance.revenue-recorded`. */
    schemas: Record<string, Schema & { examples?: unknown[] }>;
  };
}

/** A way to the server. */
export interface Channel {
  address: string;
  title: string;
  description: string;
}

interface Message {
  title: string;
  summary: string;
  payload: Schema;
  examples: { payload: unknown }[];
}

/** One message or event as the page shows it. */
export interface FrameEntry {
  /** Anchor on the page. */
  id: string;
  title: string;
  summary: string;
  schema: Schema;
  examples: unknown[];
}

export interface FrameGroups {
  sent: FrameEntry[];
  received: FrameEntry[];
  events: FrameEntry[];
}

/** By who says it. */
export function readFrames({ components: { messages, schemas } }: AsyncDocument): FrameGroups {
  const entries = Object.entries(messages).map(([id, { title, summary, payload, examples }]) => {
    return { id, title, summary, schema: payload, examples: examples.map((each) => each.payload) };
  });
  const events = Object.entries(schemas).map(([id, { title = id, description = "", examples = [], ...schema }]) => {
    return { id, title, summary: description, schema, examples };
  });
  return {
    sent: entries.filter(({ id }) => id.startsWith("client.")),
    received: entries.filter(({ id }) => id.startsWith("server.")),
    events,
  };
}
