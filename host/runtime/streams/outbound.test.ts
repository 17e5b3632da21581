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

const event = { id: 1, tags: ["a"] };

test.each([
  ["a message", event, 2],
  ["a deeply frozen message", Object.freeze({ id: 1, tags: Object.freeze(["a"]) }), 2],
  // Its class may hide what changes.
  ["a message with an instance of a class", { price: new (class Price {})() }, 5],
] as [string, object, number][])("%s that goes to five sockets", (_what, message, times) => {
  const made = countingEncoder();
  const frames = Array.from({ length: 5 }, () => made.encoder.encode(message)!.frame);
  expect(made.calls).toBe(times);
  expect(new Set(frames).size).toBe(times);
});

test("a message that changes between sends is sent as it is", () => {
  const made = countingEncoder();
  const message = { seq: 0 };
  for (let i = 0; i < 10; i++) {
    message.seq = i >> 1;
    expect(made.encoder.encode(message)!.text).toBe(`{"seq":${i >> 1}}`);
  }
});

test("a message that the type empties is not sent", () => {
  expect(new OutboundEncoder(() => null).encode(Object.freeze({}))).toBeNull();
});

test("a message that carries its own JSON is sent as it says, and its frame is built once", () => {
  const made = countingEncoder();
  const text = '{"id":1}';
  const message = Object.defineProperty({ id: 1 }, Symbol.for("json text"), { value: text });
  const sent = [message, event, message, event, message].map((each) => made.encoder.encode(each)!);
  expect(sent.map((each) => each.text)).toEqual([text, sent[1]!.text, text, sent[1]!.text, text]);
  expect(new Set([sent[0], sent[2], sent[4]].map((each) => each!.frame)).size).toBe(1);
  expect(made.calls).toBe(2);
});
