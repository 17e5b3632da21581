import { expect } from "vitest";
import type { Frame } from "./stream";

export interface PollAnswer {
  status: number;
  frames: Frame[];
  cursor: { epoch: string; seq: number };
  more: boolean;
  etag: string;
  headers: Headers;
}

/** A position as a client keeps it over transports. */
export interface Position {
  epoch?: string | undefined;
  seq?: number | undefined;
}

export function pollQuery({ epoch, seq }: Position, more: Record<string, string> = {}): string {
  const position = {
    ...(epoch === undefined ? {} : { epoch }),
    ...(seq === undefined ? {} : { lastSeq: String(seq) }),
  };
  return new URLSearchParams({ services: "finance,guest,staff", version: "1", ...position, ...more }).toString();
}

/** One poll, as curl would do it. A 304 has no frames, and the cursor that was asked for. */
export async function poll(
  base: string,
  token: string,
  position: Position = {},
  { etag, ...more }: Record<string, string> = {},
): Promise<PollAnswer> {
  const response = await fetch(`${base}/v2/realtime/poll?${pollQuery(position, more)}`, {
    headers: { authorization: `Bearer ${token}`, ...(etag === undefined ? {} : { "if-none-match": etag }) },
  });
  const text = await response.text();
  expect([200, 304], text).toContain(response.status);
  const cursor = { epoch: position.epoch ?? "", seq: position.seq ?? 0 };
  const body = response.status === 304 ? { frames: [], cursor, more: false } : (JSON.parse(text) as PollAnswer);
  return { ...body, status: response.status, etag: response.headers.get("etag") ?? "", headers: response.headers };
}
