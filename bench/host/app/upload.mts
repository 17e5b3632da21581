import { api } from "encore.dev/api";

/** Counts the bytes of a body of any size. */
export const upload = api.raw(
  { method: "POST", path: "/upload", expose: true, bodyLimit: null },
  (request, response) => {
    let bytes = 0;
    request.on("data", (chunk: Buffer) => (bytes += chunk.length));
    request.on("end", () => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end(String(bytes));
    });
  },
);
