import { expect, test } from "vitest";
import { OutboundEncoder } from "./outbound";

function countingEncoder() {
  const made = { calls: 0, encoder: new OutboundEncoder(encode) };
  function encode(message: unknown): string {
    made.calls++;
    return JSON.stringify(message);
  }
  return made;
}

test("a frozen message is encoded and framed once, whatever the number of sockets", () => {
  const made = countingEncoder();
  const message = Object.freeze({ seq: 1 });
  const frames = Array.from({ length: 3 }, () => made.encoder.encode(message)!.frame);
  expect(made.calls).toBe(1);
  expect(new Set(frames).size).toBe(1);
});

test("a message that may change is encoded at each send", () => {
  const made = countingEncoder();
  const message = { seq: 1 };
  expect(made.encoder.encode(message)!.text).toBe('{"seq":1}');
  message.seq = 2;
  expect(made.encoder.encode(message)!.text).toBe('{"seq":2}');
});

test("a message that the type empties is not sent", () => {
  expect(new OutboundEncoder(() => null).encode(Object.freeze({}))).toBeNull();
});
