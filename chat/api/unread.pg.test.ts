/** Unread counts against a model that counts by hand. */
import { chat } from "~encore/clients";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { Hotel } from "../../tests/lib/hotel";
import { asOf, openRoom } from "../__tests__/people";
import type { Message } from "../contract/types";
import { asActor } from "../store/context";
import { pool } from "../store/db";

let hotel: Hotel;
let people: AuthData[];

/** The third is not internal. */
const isInternal = (who: number): boolean => who !== 2;

beforeAll(async () => {
  hotel = await Hotel.build();
  people = [await hotel.person("manager"), await hotel.person("clerk"), await hotel.person("clerk")];
});
afterEach(() => clock.run());
afterAll(() => pool.end());

type Step =
  | { do: "send"; who: number; isPublic: boolean; mention: number }
  | { do: "read"; who: number; back: number }
  | { do: "delete"; which: number }
  | { do: "show"; which: number; isPublic: boolean };

const who = fc.nat({ max: 2 });
const which = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("send" as const), who, isPublic: fc.boolean(), mention: who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("read" as const), who, back: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("show" as const), which, isPublic: fc.boolean() }) },
);

/** A room with what its members have read, by hand. */
class Room {
  readonly id: string;
  readonly #messages: Message[] = [];
  readonly #read = [0, 0, 0];

  constructor(id: string) {
    this.id = id;
  }

  async take(one: Step): Promise<void> {
    clock.advance(60_000);
    if (one.do === "send") await this.#send(one);
    else if (one.do === "read") await this.#markRead(one);
    else await this.#change(one);
  }

  async #send({ who: from, isPublic, mention }: Extract<Step, { do: "send" }>): Promise<void> {
    const asked = isPublic || !isInternal(from);
    const mentions = asked || isInternal(mention) ? [people[mention]!.userID] : [];
    const request = { id: this.id, content: "x", isPublic: asked, mentions };
    this.#messages.push(await chat.sendMessage(request, { authData: people[from]! }));
  }

  async #markRead({ who: reader, back }: Extract<Step, { do: "read" }>): Promise<void> {
    const upTo = this.#messages.length - back;
    if (upTo < 1) return;
    await chat.markRead({ id: this.id, upTo }, { authData: people[reader]! });
    this.#read[reader] = Math.max(this.#read[reader] ?? 0, upTo);
  }

  async #change(one: Extract<Step, { do: "delete" | "show" }>): Promise<void> {
    const message = this.#messages[one.which];
    if (message === undefined || message.deletedAt !== null) return;
    const authData = people.find(({ userID }) => userID === message.senderId)!;
    if (one.do === "show" && !isInternal(people.indexOf(authData))) return;
    const { id, version } = message;
    this.#messages[one.which] =
      one.do === "delete"
        ? await chat.deleteMessage({ id }, { authData })
        : await chat.editMessage({ id, version, isPublic: one.isPublic }, { authData });
  }

  expected(reader: number): object {
    const me = people[reader]!.userID;
    const seen = this.#messages.filter(({ isPublic }) => isPublic || isInternal(reader));
    const unread = seen.filter(
      ({ no, senderId, deletedAt }) => no > this.#read[reader]! && senderId !== me && deletedAt === null,
    );
    const mentionCount = unread.filter(({ mentions }) => mentions.includes(me)).length;
    return { unreadCount: unread.length, mentionCount, lastMessage: seen.at(-1)?.id ?? null };
  }
}

test(
  "[C13] whatever is sent, read, deleted and hidden: unread counts and newest messages are right for everybody",
  {
    timeout: 120_000,
  },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const [admin, clerk, external] = people;
        const room = new Room(await openRoom(hotel, admin!, [{ who: clerk! }, { who: external!, isInternal: false }]));
        for (const one of steps) await room.take(one);
        for (const [reader, authData] of people.entries()) {
          const view = await chat.getConversation({ id: room.id }, { authData });
          const { unreadCount, mentionCount, lastMessage } = view;
          expect({ unreadCount, mentionCount, lastMessage: lastMessage?.id ?? null }).toEqual(room.expected(reader));
          const listed = await chat.listConversations({ limit: 100 }, { authData });
          expect(listed.data.find(({ conversation }) => conversation.id === room.id)).toEqual(view);
        }
      }),
      { numRuns: 12 },
    );
  },
);

test("[C13] unread messages are counted to 100, the newest first", async () => {
  const [admin, clerk] = people;
  const id = await openRoom(hotel, admin!, [{ who: clerk! }]);
  await asActor(asOf(admin!), (tx) =>
    tx.query(
      `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, sender_id, content, mentions, created_at, updated_at)
       SELECT gen_random_uuid(), $1, 'room', $2, $3, $4, n, CASE WHEN n IN (1, 30, 101) THEN ARRAY[$5::uuid] ELSE '{}' END, $6, $6
       FROM generate_series(1, 101) n`,
      [hotel.orgId, id, hotel.propertyId, admin!.userID, clerk!.userID, clock.now()],
    ),
  );
  const counts = async () => {
    const { unreadCount, mentionCount } = await chat.getConversation({ id }, { authData: clerk! });
    return { unreadCount, mentionCount };
  };
  expect(await counts()).toEqual({ unreadCount: 100, mentionCount: 2 });
  await chat.markRead({ id, upTo: 2 }, { authData: clerk! });
  expect(await counts()).toEqual({ unreadCount: 99, mentionCount: 2 });
});

test("[C13] a read marker moves on, at most to the newest message, and tells it once", async () => {
  const [admin, clerk] = people;
  const id = await openRoom(hotel, admin!, [{ who: clerk! }]);
  await chat.sendMessage({ id, content: "a" }, { authData: admin! });
  await chat.sendMessage({ id, content: "b" }, { authData: admin! });
  const read = async (upTo: number) => (await chat.markRead({ id, upTo }, { authData: clerk! })).membership?.readNo;
  expect([await read(1), await read(900), await read(1), await read(2)]).toEqual([1, 2, 2, 2]);
  const { rows } = await pool.query(
    `SELECT event FROM outbox WHERE event ->> 'conversationId' = $1 AND event ->> 'type' = 'read-marker-moved'`,
    [id],
  );
  expect(rows).toHaveLength(2);
});
