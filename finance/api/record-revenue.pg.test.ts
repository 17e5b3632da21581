import { finance } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { dropAnswers, KEY_RETENTION_MS } from "../../platform/idempotency";
import { callerAt, reasonOf } from "../__tests__/callers";
import type { FinanceEvent } from "../contract/events";
import { pool } from "../store/db";

let caller: AuthData;

beforeEach(() => {
  clock.stopAt(new Date("2026-11-20T18:30:00.000Z"));
  caller = callerAt([1, 2]);
});
afterEach(async () => {
  clock.run();
  await pool.query("DELETE FROM outbox");
});
afterAll(() => pool.end());

type Request = Parameters<typeof finance.recordRevenue>[0];
const book = (request: Request, authData = caller) => finance.recordRevenue(request, { authData });

/** Events in the outbox of the caller's organisation; nothing relays in a test. */
async function events(orgId = caller.orgId): Promise<FinanceEvent[]> {
  const { rows } = await pool.query<{ event: FinanceEvent }>(`SELECT event FROM outbox WHERE org_id = $1 ORDER BY id`, [
    orgId,
  ]);
  return rows.map((r) => r.event);
}

async function countRows(orgId = caller.orgId): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*) AS count FROM revenue WHERE org_id = $1`, [
    orgId,
  ]);
  return rows[0]?.count ?? 0;
}

describe("[F1] a booking", () => {
  test("stores the line and its event, and answers with the line", async () => {
    const line = await book({
      propertyId: 1,
      amount: 100,
      source: "room",
      paymentMode: "card",
      bankReference: "POS-1",
      description: "Room 204",
    });
    expect(await finance.getRevenue({ id: line.id }, { authData: caller })).toEqual(line);
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event).toEqual({
      id: expect.any(String),
      type: "revenue-recorded",
      v: 1,
      at: "2026-11-20T18:30:00.000Z",
      propertyId: 1,
      entity: { kind: "revenue", id: line.id, version: 1 },
      actorId: caller.userID,
      class: "normal",
      data: {
        id: line.id,
        amountMinor: 10_000,
        currency: "EUR",
        source: "room",
        paymentMode: "card",
        bankReference: "POS-1",
        description: "Room 204",
        businessDate: "2026-11-20",
        occurredAt: "2026-11-20T18:30:00.000Z",
        recordedBy: caller.userID,
      },
    });
  });

  test("whose connection dies between line and event leaves neither, and may be tried again", async () => {
    const blocker = await pool.connect();
    try {
      await blocker.query("BEGIN; LOCK TABLE outbox");
      const booking = reasonOf(book({ propertyId: 1, amount: 1 }));
      await vi.waitFor(async () => {
        const { rowCount } = await pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO outbox%'`,
        );
        expect(rowCount).toBe(1);
      });
      expect(await booking).toBe("unavailable");
    } finally {
      blocker.release(true);
    }
    expect([await countRows(), await events()]).toEqual([0, []]);
  });

  test("that is refused stores nothing", async () => {
    expect(await reasonOf(book({ propertyId: 1, amount: -1 }))).toBe("request_invalid");
    expect([await countRows(), await events()]).toEqual([0, []]);
  });
});

describe("[F6] who may book", () => {
  test("a foreign and an unknown property answer alike; one's own without the permission names it", async () => {
    const stranger = callerAt([3]);
    const messages = await Promise.all(
      [1, 999].map((propertyId) =>
        book({ propertyId, amount: 1 }, stranger).catch((err: { code: string; message: string }) => [
          err.code,
          err.message.replace(/\d+/, "N"),
        ]),
      ),
    );
    expect(messages).toEqual([
      ["not_found", "property N was not found"],
      ["not_found", "property N was not found"],
    ]);
    const reader = callerAt([1], caller.orgId, ["finance.revenue.read"]);
    await expect(book({ propertyId: 1, amount: 1 }, reader)).rejects.toMatchObject({
      code: "permission_denied",
      message: expect.stringContaining("finance.revenue.record"),
    });
  });

  test("a line of another organisation or property cannot be read", async () => {
    const line = await book({ propertyId: 2, amount: 1 });
    const others = [callerAt([2]), callerAt([1], caller.orgId), callerAt([2], caller.orgId, ["property.read"])];
    for (const other of others)
      expect(await reasonOf(finance.getRevenue({ id: line.id }, { authData: other }))).toBe("revenue_not_found");
    expect(await reasonOf(finance.getRevenue({ id: "no-uuid" }, { authData: caller }))).toBe("revenue_not_found");
  });
});

describe("[F5] the same Idempotency-Key", () => {
  const request = { propertyId: 1, amount: 25, idempotencyKey: "key-1" };

  test("at the same time, many times: one line, one event, one answer", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => book(request)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect([await countRows(), (await events()).length]).toEqual([1, 1]);
  });

  test("later gets the first answer, in any order of fields", async () => {
    const first = await book(request);
    clock.advance(60_000);
    expect(await book({ idempotencyKey: "key-1", amount: 25, propertyId: 1 })).toEqual(first);
    expect(await countRows()).toBe(1);
  });

  test("with another request is refused and books nothing", async () => {
    await book(request);
    await expect(book({ ...request, amount: 26 })).rejects.toMatchObject({
      code: "already_exists",
      details: { reason: "idempotency_key_reused" },
    });
    expect(await countRows()).toBe(1);
  });

  test("of another person or organisation is another key", async () => {
    const colleague = callerAt([1], caller.orgId);
    const stranger = callerAt([1]);
    const ids = [await book(request), await book(request, colleague), await book(request, stranger)].map((l) => l.id);
    expect(new Set(ids).size).toBe(3);
  });

  test("after a refusal is free for the corrected request", async () => {
    expect(await reasonOf(book({ ...request, amount: -1 }))).toBe("request_invalid");
    await book(request);
    expect(await countRows()).toBe(1);
  });

  test("is forgotten after its retention and books anew", async () => {
    await book(request);
    await dropAnswers(pool, new Date(clock.nowMs() - KEY_RETENTION_MS));
    await book(request);
    expect(await countRows()).toBe(1);
    await dropAnswers(pool, new Date(clock.nowMs() + 1));
    await book(request);
    expect(await countRows()).toBe(2);
  });
});

test("[F2] a line can be neither changed nor deleted", async () => {
  const { id } = await book({ propertyId: 1, amount: 1 });
  await expect(pool.query(`UPDATE revenue SET amount_minor = 2 WHERE id = $1`, [id])).rejects.toThrow("F2");
  await expect(pool.query(`DELETE FROM revenue WHERE id = $1`, [id])).rejects.toThrow("F2");
});
