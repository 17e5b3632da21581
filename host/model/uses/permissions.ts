/** What calls on buckets and topics may do: the call itself, or what `ref<Uploader & Remover>()` hands on. */
import { ts, type TS } from "../compiler";
import { errorAt } from "../diagnostics";
import type { Context } from "../resources/context";
import type { Module } from "../source/module";
import type { Type } from "../types/type";

const BUCKET_METHODS: Record<string, string> = {
  list: "list_objects",
  exists: "get_object_metadata",
  attrs: "get_object_metadata",
  upload: "write_object",
  signedUploadUrl: "signed_upload_url",
  signedDownloadUrl: "signed_download_url",
  download: "read_object_contents",
  remove: "delete_object",
  publicUrl: "get_public_url",
};

/** The operations of a permission: by the name of its type, else by the methods of the class behind it. */
interface Permissions {
  what: "Bucket" | "Topic";
  ofName: Record<string, string>;
  ofMethod: Record<string, string>;
}

const BUCKET: Permissions = {
  what: "Bucket",
  ofName: {
    Lister: "list_objects",
    Attrser: "get_object_metadata",
    Uploader: "write_object",
    SignedUploader: "signed_upload_url",
    Downloader: "read_object_contents",
    SignedDownloader: "signed_download_url",
    Remover: "delete_object",
    PublicUrler: "get_public_url",
  },
  ofMethod: BUCKET_METHODS,
};

const TOPIC: Permissions = { what: "Topic", ofName: { Publisher: "publish" }, ofMethod: { publish: "publish" } };

/** What a call of a bucket's method does. */
export function bucketOperations(method: string, call: TS.CallExpression, module: Module, context: Context): string[] {
  if (method === "ref") return referenced(call, module, context, BUCKET);
  const operation = BUCKET_METHODS[method];
  if (operation === undefined)
    throw errorAt(
      call,
      `unsupported bucket operation: ${method}`,
      `A bucket has ${Object.keys(BUCKET_METHODS).join(", ")} and ref.`,
    );
  return [operation];
}

/** Whether `topic.ref<…>()` hands on the right to publish. */
export function topicOperations(call: TS.CallExpression, module: Module, context: Context): boolean {
  return referenced(call, module, context, TOPIC).length > 0;
}

function referenced(
  call: TS.CallExpression,
  module: Module,
  { evaluator }: Context,
  permissions: Permissions,
): string[] {
  const what = permissions.what.toLowerCase();
  const [node] = call.typeArguments ?? [];
  const help = `Name what may be done with types of encore.dev: ${Object.keys(permissions.ofName).join(", ")}.`;
  if (node === undefined) throw errorAt(call, `expected a type argument in call to ${permissions.what}.ref`, help);
  const operationsOf = (type: Type, depth: number): string[] | undefined => {
    if (depth > 10) return undefined;
    if (type.kind === "named") {
      const operation = permissions.ofName[type.declaration.name];
      return operation === undefined
        ? operationsOf(evaluator.ofDeclaration(type.declaration, type.args), depth + 1)
        : [operation];
    }
    if (type.kind === "class") return methodsOf(type.node).flatMap((m) => permissions.ofMethod[m] ?? []);
    if (type.kind === "intersection") {
      const all = type.of.flatMap((t) => operationsOf(t, depth + 1) ?? []);
      return all.length === 0 ? undefined : all;
    }
    evaluator.fail(node, `unsupported ${what} permission type ${node.getText()}`, help);
    return undefined;
  };
  const operations = operationsOf(evaluator.typeIn(module, node), 0);
  if (operations === undefined) throw errorAt(node, `no ${what} permissions found in type argument`, help);
  return operations;
}

function methodsOf(node: TS.ClassDeclaration): string[] {
  return node.members.flatMap((m) => (ts.isMethodDeclaration(m) && ts.isIdentifier(m.name) ? [m.name.text] : []));
}
