/** The OpenAPI document of this server, as far as the API reference reads it (`npm run gen:openapi`). */
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas?: Schemas };
  /** WebSocket endpoints, which OpenAPI has no words for. */
  "x-streams": Stream[];
}

export type Schemas = Record<string, Schema>;
export type Access = "public" | "auth" | "private";

export interface Operation extends Documented {
  operationId: string;
  tags: string[];
  "x-access": Access;
  "x-raw"?: true;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: { "200": { content?: Content; headers?: Record<string, Omit<Parameter, "name" | "in">> } };
}

export interface Stream extends Documented {
  name: string;
  service: string;
  path: string;
  kind: "streamIn" | "streamOut" | "streamInOut";
  "x-access": Access;
  parameters?: Parameter[];
  request?: Schema;
  response?: Schema;
}

interface Documented {
  summary?: string;
  description?: string;
}

export interface Parameter {
  name: string;
  in: "path" | "header" | "query" | "cookie";
  description?: string;
  required?: boolean;
  schema: Schema;
}

type Content = Record<"application/json", { schema: Schema }>;

export interface Schema {
  $ref?: string;
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  nullable?: boolean;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  properties?: Schemas;
  required?: string[];
  additionalProperties?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}

/** `contract.Revenue` of `#/components/schemas/contract.Revenue`. */
export function nameOf({ $ref }: Schema): string | undefined {
  return $ref?.split("/").at(-1);
}

/** The schema behind a reference. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const [only] = schema.allOf?.length === 1 ? schema.allOf : [];
  if (only !== undefined)
    return { ...schema, ...resolved(only, schemas), ...(schema.nullable ? { nullable: true } : {}) };
  return schemas[nameOf(schema) ?? ""] ?? schema;
}
