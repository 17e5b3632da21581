/** The types of path parameters. */
import type { Schema } from "../../schema/schema";
import type { Segment } from "../app";
import type { TS } from "../compiler";
import { errorAt } from "../diagnostics";
import { misfit } from "../types/rules";
import { describe, type Member, type Type } from "../types/type";
import type { Context } from "./context";

/** The path with the type of each parameter, which is that of the request's field of its name; `fields` undefined: no request. */
export function typedPathOf(
  { node, path }: { node: TS.Node; path: Segment[] },
  fields: Member[] | undefined,
  context: Context,
): Segment[] {
  if (path.every((s) => s.kind === "literal")) return path;
  if (fields === undefined)
    throw errorAt(
      node,
      "request schema must be defined when having path parameters",
      "Give the handler a parameter with a field for each path parameter; a stream takes them from its handshake.",
    );
  const left = [...fields];
  return path.map((segment) => {
    if (segment.kind === "literal") return segment;
    const at = left.findIndex((f) => f.name === segment.name);
    const [field] = at === -1 ? [] : left.splice(at, 1);
    if (field === undefined) throw errorAt(node, `path parameter not found in request schema: ${segment.name}`);
    const type = parameterType(field, node, context);
    // The rest of a path is text, whatever it is called.
    return { ...segment, type: segment.kind === "param" ? type : withString(type) };
  });
}

function withString(type: Schema): Schema {
  return type.kind === "valid" ? { ...type, of: withString(type.of) } : { kind: "string" };
}

function parameterType({ type, node }: Member, fallback: TS.Node, { schemas }: Context): Schema {
  const at = node ?? fallback;
  const bare = type.kind === "ruled" ? type.of : type;
  const wrong = type.kind === "ruled" ? misfit(type.rule, bare) : undefined;
  if (wrong !== undefined) throw errorAt(at, wrong);
  if (bare.kind !== "basic" || !["string", "number", "boolean", "bigint"].includes(bare.name)) {
    throw errorAt(
      at,
      `unsupported path parameter type: ${describe(bare)}`,
      "Path parameters are string, number, boolean or bigint, with rules written at the field.",
    );
  }
  // A bigint in a path is read as a number.
  const plain: Type = bare.name === "bigint" ? { kind: "basic", name: "number" } : bare;
  const schema = schemas.schema(plain, at);
  return type.kind === "ruled" ? { kind: "valid", rule: type.rule, of: schema } : schema;
}
