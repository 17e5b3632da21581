import { ts, type TS } from "../compiler";

const BY_METHOD: Record<string, string> = {
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

const BY_PERMISSION: Record<string, string> = {
  Lister: "list_objects",
  Attrser: "get_object_metadata",
  Uploader: "write_object",
  SignedUploader: "signed_upload_url",
  SignedDownloader: "signed_download_url",
  Downloader: "read_object_contents",
  Remover: "delete_object",
  PublicUrler: "get_public_url",
};

/** What a call on a bucket may do: the call itself, or what `ref<Uploader & Remover>()` hands on. Undefined when it is neither. */
export function operationsOf(method: string, call: TS.CallExpression): string[] | undefined {
  if (method !== "ref") {
    const operation = BY_METHOD[method];
    return operation === undefined ? undefined : [operation];
  }
  const permission = call.typeArguments?.[0];
  const operations = permission === undefined ? [] : permissionsIn(permission);
  return operations.length === 0 ? undefined : operations;
}

function permissionsIn(node: TS.TypeNode): string[] {
  if (ts.isIntersectionTypeNode(node)) return node.types.flatMap(permissionsIn);
  if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName)) return [];
  const operation = BY_PERMISSION[node.typeName.text];
  return operation === undefined ? [] : [operation];
}
