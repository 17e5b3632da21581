import { api } from "encore.dev/api";
import { answerTus } from "../tus/answer";

/**
 * Begins an upload by tus 1.0.0: `Upload-Length`, and `Upload-Metadata` with `purpose`, `propertyId` and `name` (or `filename`), optionally
 * `type` (or `filetype`). The answer's `Location` takes the bytes; a body of type application/offset+octet-stream is their beginning.
 */
export const createTusUpload = api.raw(
  { method: "POST", path: "/uploads/tus", expose: true, auth: true, bodyLimit: null },
  (req, res) => answerTus(req, res),
);
