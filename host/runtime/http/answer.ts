import type { ServerResponse } from "node:http";
import type { AnswerParts } from "../../schema/wire";

/** Writes a whole answer in one go. `extra` is a flat list of names and values. */
export function sendAnswer(response: ServerResponse, answer: AnswerParts, extra: readonly string[]): void {
  const headers = [...extra];
  if (answer.contentType !== undefined) headers.push("content-type", answer.contentType);
  for (const [name, value] of answer.headers) headers.push(name, value);
  const { body } = answer;
  const length = body === null ? 0 : Buffer.byteLength(body);
  if (mayHaveBody(answer.status)) headers.push("content-length", String(length));
  response.writeHead(answer.status, headers);
  // Node puts head and body into one text when both are latin1, which a text of as many bytes as characters is.
  if (body === null) response.end();
  else if (length === body.length) response.end(body, "latin1");
  else response.end(Buffer.from(body));
}

/** 1xx, 204 and 304 have neither body nor content length. */
export function mayHaveBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}
