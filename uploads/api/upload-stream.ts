import { api } from "encore.dev/api";
import { UploadStream, type UploadStreamMessage } from "../engine/upload-stream";

/** What a sender says, as loose as it can be declared: Encore drops what does not fit, and a bad message deserves an answer. */
interface SenderMessage {
  type?: unknown;
  purpose?: unknown;
  propertyId?: unknown;
  name?: unknown;
  size?: unknown;
  contentType?: unknown;
  uploadId?: unknown;
  offset?: unknown;
  data?: unknown;
}

/**
 * One upload over a WebSocket. The sender begins with `{type: "start", purpose, propertyId, name, size}` or `{type: "resume", uploadId}`;
 * after `ready` it sends `{type: "chunk", offset, data}` (base64) and stays within the window behind the last `ack`; `{type: "flush"}`
 * asks for an `ack` now. `done` brings the file after its check, `error` the reason why it ends.
 */
export const uploadStream = api.streamInOut<SenderMessage, UploadStreamMessage>(
  { expose: true, auth: true, path: "/uploads/stream" },
  async (socket) => {
    const upload = new UploadStream((message) => socket.send(message));
    try {
      for await (const message of socket) if (!(await upload.hear(message))) break;
    } finally {
      await upload.end();
      await socket.close();
    }
  },
);
