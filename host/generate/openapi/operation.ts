/** One endpoint with one of its methods → an operation. */
import type { Endpoint, Segment } from "../../model/app";
import type { Field, Schema } from "../../schema/schema";
import type { JsonSchema, Operation, Parameter, Stream } from "./document";
import { escaped } from "./doc-text";
import type { OpenApiSchemas } from "./schemas";

/** Fields of a request without a mark travel in the query with these; OPTIONS and TRACE count as methods with a body here. */
const IN_QUERY = new Set(["GET", "HEAD", "DELETE"]);

export type FieldsOf = (schema: Schema | undefined) => Field[];

export class Operations {
  private readonly schemas: OpenApiSchemas;
  private readonly fieldsOf: FieldsOf;
  private readonly isExtended: boolean;

  constructor(schemas: OpenApiSchemas, fieldsOf: FieldsOf, isExtended: boolean) {
    this.schemas = schemas;
    this.fieldsOf = fieldsOf;
    this.isExtended = isExtended;
  }

  operation(endpoint: Endpoint, method: string): Operation {
    const fields = this.fieldsOf(endpoint.request);
    const isQuery = IN_QUERY.has(method);
    const parameters = this.parameters(endpoint, fields, isQuery);
    const body = isQuery ? [] : fields.filter((f) => f.in === undefined);
    return {
      operationId: `${method}:${endpoint.service}.${endpoint.name}`,
      ...this.summary(endpoint.doc),
      ...(this.isExtended ? extension(endpoint) : {}),
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(body.length === 0 ? {} : { requestBody: { content: json(this.schemas.body(body)) } }),
      responses: {
        "200": this.success(this.fieldsOf(endpoint.response)),
        default: { $ref: "#/components/responses/APIError" },
      },
    };
  }

  stream(endpoint: Endpoint): Stream {
    const parameters = this.parameters(endpoint, this.fieldsOf(endpoint.handshake), true);
    const { request, response } = endpoint;
    return {
      name: endpoint.name,
      service: endpoint.service,
      path: pathOf(endpoint),
      kind: endpoint.kind as Stream["kind"],
      "x-access": endpoint.access,
      ...this.summary(endpoint.doc),
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(request === undefined ? {} : { request: this.schemas.of(request) }),
      ...(response === undefined ? {} : { response: this.schemas.of(response) }),
    };
  }

  private summary(doc: string | undefined): Pick<Operation, "summary" | "description"> {
    const { first, rest } = this.schemas.doc(doc);
    return { ...(first === undefined ? {} : { summary: first }), ...(rest === undefined ? {} : { description: rest }) };
  }

  private parameters(endpoint: Endpoint, fields: Field[], isQuery: boolean): Parameter[] {
    const cookies = this.isExtended ? fields.filter((f) => f.in === "cookie") : [];
    return [
      ...endpoint.path.flatMap((segment) => (segment.kind === "literal" ? [] : [pathParameter(segment)])),
      ...fields.filter((f) => f.in === "header").map((f) => this.parameter(f, "header")),
      ...fields
        .filter((f) => f.in === "query" || (isQuery && f.in === undefined))
        .map((f) => this.parameter(f, "query")),
      ...cookies.map((f) => this.parameter(f, "cookie")),
    ];
  }

  private parameter(field: Field, place: "header" | "query" | "cookie"): Parameter {
    // Readers are told the name that works: the runtime does not know the other one.
    const name = this.isExtended && place === "query" ? field.name : (field.wireName ?? field.name);
    return {
      name: place === "header" ? name.toLowerCase() : name,
      in: place,
      ...this.described(field),
      style: place === "header" ? "simple" : "form",
    };
  }

  /** What parameters and response headers have in common. */
  private described({ doc, optional, type }: Field): Omit<Parameter, "name" | "in" | "style"> {
    return {
      ...(doc === undefined ? {} : { description: this.isExtended ? doc : escaped(doc) }),
      explode: true,
      allowEmptyValue: true,
      ...(optional ? {} : { required: true }),
      schema: this.schemas.of(type),
    };
  }

  private success(fields: Field[]): object {
    const headers = fields.filter((f) => f.in === "header");
    const body = fields.filter((f) => f.in === undefined);
    const described = headers.map((f) => {
      const name = (f.wireName ?? f.name).toLowerCase();
      return [name, { ...this.described(f), style: "simple" }] as const;
    });
    return {
      description: "Success response",
      ...(headers.length === 0 ? {} : { headers: Object.fromEntries(described) }),
      ...(body.length === 0 ? {} : { content: json(this.schemas.body(body)) }),
    };
  }
}

/** `/guests/{id}`. */
export function pathOf({ path }: Endpoint): string {
  return `/${path.map((s) => (s.kind === "literal" ? s.value : `{${s.name}}`)).join("/")}`;
}

function pathParameter({ name, type }: Exclude<Segment, { kind: "literal" }>): Parameter {
  return {
    name,
    in: "path",
    style: "simple",
    explode: false,
    allowEmptyValue: true,
    required: true,
    schema: pathSchema(type),
  };
}

function pathSchema(type: Schema): JsonSchema {
  if (type.kind === "valid") return pathSchema(type.of);
  if (type.kind === "number") return { type: "integer", format: "int64" };
  return { type: type.kind === "boolean" ? "boolean" : "string" };
}

function extension({ service, access, kind }: Endpoint): Partial<Operation> {
  return {
    tags: [service],
    "x-access": access,
    ...(access === "auth" ? { security: [{ auth: [] }] } : {}),
    ...(kind === "raw" ? { "x-raw": true } : {}),
  };
}

function json(schema: JsonSchema): { "application/json": { schema: JsonSchema } } {
  return { "application/json": { schema } };
}
