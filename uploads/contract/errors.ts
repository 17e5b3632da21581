import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type UploadsRefusal =
  | "request_invalid"
  | "cursor_invalid"
  | "file_empty"
  | "file_too_large"
  | "type_not_allowed"
  | "quota_exceeded"
  | "too_many_uploads"
  | "busy"
  | "upload_not_found"
  | "upload_gone"
  | "offset_conflict"
  | "checksum_mismatch"
  | "checksum_unsupported"
  | "file_attached"
  | "file_not_found"
  | "file_not_ready"
  | "file_rejected"
  | "idempotency_key_reused"
  | "message_invalid"
  | "stream_too_long"
  | "subject_not_found"
  | "upload_locked"
  | "version_unsupported";

/** What the refusals of uploads are answered with. */
export const uploadsErrors: RefusalTable<UploadsRefusal> = {
  request_invalid: REQUEST_INVALID,
  cursor_invalid: {
    code: ErrCode.InvalidArgument,
    message: "cursor: is not one that this list gave; leave it out to start from the newest",
  },
  file_empty: { code: ErrCode.InvalidArgument, message: "the file is empty; at least one byte is needed" },
  file_too_large: {
    code: ErrCode.InvalidArgument,
    message: "the file has {size} bytes; {contentType} as {purpose} may have {maxSize}",
  },
  type_not_allowed: {
    code: ErrCode.InvalidArgument,
    message: "{name} may not be uploaded as {purpose}; allowed are {allowed}, with the type that belongs to it",
  },
  quota_exceeded: {
    code: ErrCode.ResourceExhausted,
    message: "the organisation's files would be more than {quota} bytes; erase some first",
  },
  too_many_uploads: {
    code: ErrCode.ResourceExhausted,
    message: "more than {limit} files in an hour; go on later",
  },
  busy: { code: ErrCode.Unavailable, message: "this server is receiving as much as it can; try again" },
  upload_not_found: { code: ErrCode.NotFound, message: "the upload was not found" },
  upload_gone: {
    code: ErrCode.NotFound,
    message: "the upload has expired, was refused or was erased; begin a new one",
  },
  offset_conflict: { code: ErrCode.Aborted, message: "the upload stands at {offset}; go on from there" },
  checksum_mismatch: { code: ErrCode.DataLoss, message: "the bytes do not have the checksum; send them again" },
  checksum_unsupported: {
    code: ErrCode.InvalidArgument,
    message: "Upload-Checksum: give sha1, sha256 or md5 and its base64",
  },
  file_attached: {
    code: ErrCode.FailedPrecondition,
    message: "the file belongs to a {kind} now and is erased with it",
  },
  file_not_found: { code: ErrCode.NotFound, message: "the file was not found, or its link has ended" },
  file_not_ready: {
    code: ErrCode.FailedPrecondition,
    message: "file {id} is {state}; only a ready file can be attached",
  },
  file_rejected: { code: ErrCode.InvalidArgument, message: "the file was looked into and refused: {why}" },
  idempotency_key_reused: {
    code: ErrCode.AlreadyExists,
    message: "this Idempotency-Key came before with another request; use a new key for a new file",
  },
  message_invalid: {
    code: ErrCode.InvalidArgument,
    message: "begin with start or resume, then send chunk (base64, at most chunkBytes) or flush",
  },
  stream_too_long: { code: ErrCode.Aborted, message: "this connection has lasted long enough; resume on a new one" },
  subject_not_found: { code: ErrCode.NotFound, message: "there is no {kind} with this id for you to give files to" },
  upload_locked: { code: ErrCode.Aborted, message: "another request is writing to this upload; try again" },
  version_unsupported: { code: ErrCode.FailedPrecondition, message: "Tus-Resumable: this server speaks 1.0.0" },
};

/** What raw endpoints answer where HTTP has a better word than Encore's codes give. */
export const UPLOAD_STATUS: Partial<Record<string, number>> = {
  file_too_large: 413,
  type_not_allowed: 415,
  quota_exceeded: 507,
  upload_gone: 410,
  offset_conflict: 409,
  checksum_mismatch: 460,
  file_attached: 409,
  file_rejected: 422,
  upload_locked: 423,
  version_unsupported: 412,
};
