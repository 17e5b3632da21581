import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type UploadsRefusal =
  | "request_invalid"
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
  | "upload_locked"
  | "version_unsupported";

/** What the refusals of uploads are answered with. */
export const uploadsErrors: RefusalTable<UploadsRefusal> = {
  request_invalid: REQUEST_INVALID,
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
  upload_locked: 423,
  version_unsupported: 412,
};
