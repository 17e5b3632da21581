/** A reader of a room where the way to it fails or is slow. */
import { chat } from "~encore/clients";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { Hotel } from "../../tests/lib/hotel";
import { asOf, openRoom } from "../__tests__/people";
import { pool } from "../store/db";
import { type RoomFrame, RoomSocket, type RoomSocketOptions } from "./room-sockets";
import { toResponses } from "./seed-messages";

let hotel: Hotel;
let admin: AuthData;
let reader: AuthData;
let room: string;
let frames: RoomFrame[];

beforeAll(async () => {
  hotel = await Hotel.build();
  [admin, reader] = [await hotel.person("manager"), await hotel.person("clerk")];
});
beforeEach(async () => {
  room = await openRoom(hotel, admin, [{ who: reader }]);
  frames = [];
});
afterAll(() => pool.end());

const say = (content: string) => chat.sendMessage({ id: room, content }, { authData: admin });
/** What came: the texts of messages, the types of other frames. */
const heard = () => frames.map(({ type, message }) => message?.content ?? type);
const open = (more: Partial<RoomSocketOptions> = {}): RoomSocket =>
  new RoomSocket({
    room,
    actor: async () => asOf(reader),
    respond: toResponses,
    send: (frame) => void frames.push(frame),
    close: () => frames.push({ type: "error", room, reason: "closed" }),
    ...more,
  });

/** Fails the first time, then does what `work` does. */
function failingOnce<A extends unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let isFirst = true;
  return (...args) => {
    if (!isFirst) return work(...args);
    isFirst = false;
    return Promise.reject(new Error("not available at the moment"));
  };
}

describe("[C16] nothing is missed", () => {
  test("of what came while the senders' names could not be had", async () => {
    const socket = open({ respond: failingOnce(toResponses) });
    await socket.read();
    await say("first");
    await socket.read();
    expect(heard()).toEqual(["ready"]);
    await say("second");
    await socket.read();
    await socket.read();
    expect(heard()).toEqual(["ready", "first", "second"]);
  });

  test("since `ready`, which comes once there is a place to read on from", async () => {
    const socket = open({ actor: failingOnce(async () => asOf(reader)) });
    await socket.read();
    expect(heard()).toEqual([]);
    await say("before");
    await socket.read();
    await say("after");
    await socket.read();
    expect(heard()).toEqual(["ready", "after"]);
  });
});

test("[C16] a reader who is behind is waited for, and then brought what they may see then", async () => {
  let catchUp = (): void => {};
  let isSlow = true;
  const send = (frame: RoomFrame): unknown => {
    frames.push(frame);
    return frame.type === "message" && isSlow ? new Promise<void>((resolve) => (catchUp = resolve)) : undefined;
  };
  const socket = open({ send });
  await socket.read();
  await say("first");
  await say("second");
  const reading = socket.read();
  await expect.poll(heard).toEqual(["ready", "first"]);
  await chat.removeMember({ id: room, personId: reader.userID }, { authData: admin });
  isSlow = false;
  catchUp();
  await reading;
  expect(frames.slice(2)).toMatchObject([{ reason: "not_a_member" }, { reason: "closed" }]);
});

test("[C16] a reader who is gone is let go", async () => {
  const socket = open({
    send: () => {
      throw new Error("channel closed");
    },
  });
  await socket.read();
  expect(heard()).toEqual(["error"]);
  expect(socket.isClosed).toBe(true);
});
