import type { ServerResponse } from "node:http";
import type { AnswerParts } from "../../schema/wire";

/** Writes a whole answer in one go. `extra` is a flat list of names and values. */
export function sendAnswer(response: ServerResponse, answer: AnswerParts, extra: readonly string[]): void {
  const headers = [...extra];
  if (answer.contentType !== undefined) headers.push("content-type", answer.contentType);
  for (const [name, value] of answer.headers) headers.push(name, value);
  if (mayHaveBody(answer.status)) headers.push("content-length", String(answer.body?.length ?? 0));
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}

/** 1xx, 204 and 304 have neither body nor content length. */
export function mayHaveBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}
