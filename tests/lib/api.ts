import { somePdf } from "../../uploads/__tests__/bytes";
import { expect } from "vitest";

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

export interface ErrorBody {
  code: string;
  message: string;
  details: { reason?: string; errorId?: string; errors?: { path: string; code: string; message: string }[] } | null;
}

/** One JSON request; the body is sent as it is when it is text. */
export async function call<T = Record<string, unknown>>(
  base: string,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Answer<T>> {
  const response = await fetch(base + path, {
    method,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    headers: {
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(options.body === undefined
      ? {}
      : { body: typeof options.body === "string" ? options.body : JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as T, headers: response.headers };
}

export const DEMO_PASSWORD = "lobby-demo";

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}

/** Logs a person of the demo seed in. */
export async function login(base: string, email: string): Promise<Tokens> {
  const answer = await call<Tokens>(base, "POST", "/identity/login", { body: { email, password: DEMO_PASSWORD } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

export interface Revenue {
  id: string;
  amountMinor: number;
  currency: string;
  source: string;
  paymentMode: string;
  description: string | null;
  propertyId: number;
}

/** Books revenue and returns the stored row. */
export async function bookRevenue(base: string, token: string, body: Record<string, unknown>): Promise<Revenue> {
  const answer = await call<Revenue>(base, "POST", "/finance/revenue", { token, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

/** What a PDF is uploaded as, and a text that stands in its bytes. */
interface Pdf {
  purpose: string;
  propertyId: number;
  name: string;
  text?: string;
}

/** Uploads a PDF in one request; returns its id. */
export async function uploadPdf(
  { url, token }: { url: string; token: string },
  { text, ...file }: Pdf,
): Promise<string> {
  const query = new URLSearchParams(Object.entries(file).map(([key, value]): [string, string] => [key, String(value)]));
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/pdf" };
  const sent = await fetch(`${url}/uploads/direct?${query.toString()}`, {
    method: "POST",
    headers,
    body: somePdf(text),
  });
  return ((await sent.json()) as { id: string }).id;
}

/** Uploads a PDF in one request and gives it to a subject; returns its id. */
export async function attachPdf(
  api: { url: string; token: string },
  file: Pdf,
  subject: { kind: string; id: string },
): Promise<string> {
  const id = await uploadPdf(api, file);
  const path = `/uploads/subjects/${subject.kind}/${subject.id}/files`;
  const given = await call(api.url, "POST", path, { token: api.token, body: { fileIds: [id] } });
  expect(given.status, JSON.stringify(given.body)).toBe(200);
  return id;
}

/** Begins an upload by tus; returns its path. */
export async function beginUpload(
  { url, token }: { url: string; token: string },
  { size, ...metadata }: { purpose: string; propertyId: number; name: string; size: number },
): Promise<string> {
  const texts = Object.entries(metadata).map(
    ([key, value]) => `${key} ${Buffer.from(String(value)).toString("base64")}`,
  );
  const headers = { "tus-resumable": "1.0.0", "upload-length": String(size), "upload-metadata": texts.join(",") };
  const answer = await call(url, "POST", "/uploads/tus", { token, headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.headers.get("location") ?? "";
}
