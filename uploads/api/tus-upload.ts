import { currentRequest } from "encore.dev";
import { api } from "encore.dev/api";
import { answerTus } from "../tus/answer";

/**
 * One upload by tus 1.0.0: HEAD tells how many bytes are stored, PATCH brings more from there on, DELETE gives it up. Where those methods
 * do not get through, POST with `X-HTTP-Method-Override` stands for them.
 */
export const tusUpload = api.raw(
  { method: ["POST", "HEAD", "PATCH", "DELETE"], path: "/uploads/tus/:id", expose: true, auth: true, bodyLimit: null },
  (req, res) => answerTus(req, res, idOf()),
);

function idOf(): string {
  const request = currentRequest();
  return (request?.type === "api-call" ? request.pathParams?.["id"] : undefined) ?? "";
}
