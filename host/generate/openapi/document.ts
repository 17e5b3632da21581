/** The parts of OpenAPI 3.0.0 that are written here. */
export interface OpenApi {
  openapi: "3.0.0";
  info: Record<string, unknown>;
  servers: { url: string; description: string }[];
  tags?: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    /** Absent when there is none. */
    schemas?: Record<string, JsonSchema>;
    responses: Record<string, unknown>;
    securitySchemes?: Record<string, unknown>;
  };
  /** Extended documents: the streams, which OpenAPI has no words for. */
  "x-streams"?: Stream[];
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, never[]>[];
  /** Extended documents: who may call. */
  "x-access"?: "public" | "auth" | "private";
  /** Extended documents: the request and the answer are bytes, not JSON. */
  "x-raw"?: true;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, unknown>;
}

export interface Parameter {
  name: string;
  in: "path" | "header" | "query" | "cookie";
  description?: string;
  style: "simple" | "form";
  explode: boolean;
  allowEmptyValue: true;
  required?: true;
  schema: JsonSchema;
}

/** A WebSocket endpoint: what is given at its start, and the messages of either side. */
export interface Stream {
  name: string;
  service: string;
  path: string;
  kind: "streamIn" | "streamOut" | "streamInOut";
  "x-access": "public" | "auth" | "private";
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  /** What the client sends. */
  request?: JsonSchema;
  /** What the client receives. */
  response?: JsonSchema;
}

export type Content = Record<"application/json", { schema: JsonSchema }>;

export interface JsonSchema {
  $ref?: string;
  type?: "string" | "number" | "integer" | "boolean" | "object" | "array";
  title?: string;
  description?: string;
  format?: string;
  nullable?: true;
  enum?: unknown[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  [rule: string]: unknown;
}
