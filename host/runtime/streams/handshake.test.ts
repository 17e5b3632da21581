import { expect, test } from "vitest";
import { handshakeComplaint } from "./handshake";

const good = {
  connection: "keep-alive, Upgrade",
  upgrade: "WebSocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

test("a WebSocket handshake is one in any spelling", () => {
  expect(handshakeComplaint(good)).toBeUndefined();
});

test.each([
  ["connection", "Connection header did not include 'upgrade'"],
  ["upgrade", "`Upgrade` header did not include 'websocket'"],
  ["sec-websocket-version", "`Sec-WebSocket-Version` header did not include '13'"],
  ["sec-websocket-key", "`Sec-WebSocket-Key` header missing"],
])("without %s it is refused", (name, complaint) => {
  const { [name as keyof typeof good]: _, ...rest } = good;
  expect(handshakeComplaint(rest)).toBe(complaint);
});
