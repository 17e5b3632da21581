import { api } from "encore.dev/api";
import { wholeNumber } from "../../platform/request-fields";
import { toInfo } from "../domain/file";
import { uploadDirect as upload } from "../engine/upload-direct";
import { rawRefusal } from "./raw-refusal";

/**
 * A file of at most 8 MiB as the body of one request: `purpose`, `propertyId` and `name` stand in the query, the type in Content-Type.
 * Answers once the file is checked: 201 with the file, or why it was refused. `Idempotency-Key` makes a repeat safe.
 */
export const uploadDirect = api.raw(
  { method: "POST", path: "/uploads/direct", expose: true, auth: true, bodyLimit: null },
  async (req, res) => {
    try {
      const query = new URL(req.url ?? "", "http://localhost").searchParams;
      const request = {
        purpose: query.get("purpose") ?? undefined,
        propertyId: wholeNumber("propertyId", Number(query.get("propertyId") ?? Number.NaN)),
        name: query.get("name") ?? undefined,
        contentType: req.headers["content-type"],
      };
      const key = req.headers["idempotency-key"];
      const file = await upload(request, req as AsyncIterable<Buffer>, typeof key === "string" ? key : undefined);
      res.writeHead(201, { "Content-Type": "application/json" });
      res.end(JSON.stringify(toInfo(file)));
    } catch (err) {
      const { status, body } = rawRefusal(err, "uploadDirect");
      res.writeHead(status, { "Content-Type": "application/json" });
      res.end(body);
    }
  },
);
