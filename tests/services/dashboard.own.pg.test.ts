/** The dashboard is what counting gives: after a random run of operations, after every repeat, and in whichever order events come. */
import { reports } from "~encore/clients";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool as financePool } from "../../finance/store/db";
import { pool as guestPool } from "../../guest/store/db";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import { pool as identityPool } from "../../identity/store/db";
import type { EventBatch } from "../../platform/events";
import type { Dashboard, DayFigures, DayReport, SpanDay, SpanFigures } from "../../reports/contract/types";
import type { SourceEvent } from "../../reports/domain/changes";
import { receive } from "../../reports/engine/receive";
import { pool as reportsPool } from "../../reports/store/db";
import { startEngine } from "../../realtime/engine/engine";
import { pool as staffPool } from "../../staff/store/db";
import { bookRevenue, call, type Tokens } from "../lib/api";
import { startRelays, stopRelays } from "../lib/outboxes";
import { serveApi } from "../lib/serve-api";

let url: string;
let token: string;
let orgId: string;
let propertyId: number;
let stopEngine: () => Promise<void>;

beforeAll(async () => {
  url = await serveApi();
  startRelays();
  stopEngine = startEngine();
  const organisation = await addOrganisation(1);
  orgId = organisation.orgId;
  propertyId = organisation.propertyIds[0]!;
  const { email } = await addPerson(orgId, [[propertyId, "owner"]]);
  token = (await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } })).body
    .accessToken;
});
afterAll(async () => {
  await stopRelays();
  await stopEngine();
});

interface Stay {
  id: string;
  version: number;
  state: string;
  roomId: string | null;
  arrival: string;
  departure: string;
  checkedInOn: string | null;
  checkedOutOn: string | null;
}

const get = async <T>(path: string): Promise<T> => {
  const answer = await call<T>(url, "GET", `${path}propertyId=${propertyId}`, { token });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const post = <T extends object>(path: string, body: object): Promise<{ status: number; body: T }> =>
  call<T>(url, "POST", path, { token, body: { propertyId, ...body } });
const dashboard = async (): Promise<Dashboard> =>
  (await get<{ dashboard: Dashboard }>("/reports/dashboard?")).dashboard;

async function all<T>(path: string): Promise<T[]> {
  const rows: T[] = [];
  let next: string | null = "";
  while (next !== null) {
    const cursor: string = next === "" ? "" : `cursor=${encodeURIComponent(next)}&`;
    const page = await get<{ data: T[]; nextCursor?: string | null }>(`${path}${cursor}`);
    rows.push(...page.data);
    next = page.nextCursor ?? null;
  }
  return rows;
}

/** The numbers of the day, counted from what the services themselves answer. */
async function counted(): Promise<object> {
  const { businessDate } = await dashboard();
  const rooms = await all<{ service: string }>("/guest/rooms?");
  const stays = await all<Stay>("/guest/reservations?");
  const tasks = await all<{ kind: string; state: string }>("/tasks?open=true&");
  const requests = await all<{ state: string }>("/guest/requests?");
  const { totals } = await get<{ totals: Dashboard["revenue"] }>("/finance/revenue-totals?");
  const isIn = ({ state }: Stay): boolean => state === "checked_in" || state === "due_out";
  const count = (is: (stay: Stay) => boolean): number => stays.filter(is).length;
  return {
    roomsTotal: rooms.length,
    roomsOutOfOrder: rooms.filter((room) => room.service === "ooo").length,
    roomsSold: count(isIn),
    arrivalsDone: count((stay) => stay.checkedInOn === businessDate),
    arrivalsOpen: count(
      (stay) => (stay.state === "confirmed" || stay.state === "assigned") && stay.arrival <= businessDate,
    ),
    departuresDone: count((stay) => stay.checkedOutOn === businessDate),
    departuresOpen: count((stay) => isIn(stay) && stay.departure <= businessDate),
    inHouse: count(isIn),
    openRequests:
      tasks.filter((task) => task.kind === "guest_request").length +
      requests.filter(({ state }) => state === "open" || state === "in_progress").length,
    onShift: (await get<{ data: object[] }>("/staff/on-duty?")).data.length,
    revenue: totals,
  };
}

/** Numbers that look random and are the same in each run. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const chance = chances(20_261_120);
const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)];

/** One thing that somebody does in a hotel; a refusal is fine, since that changes nothing. */
const OPERATIONS: readonly ((n: number) => Promise<unknown>)[] = [
  (n) => bookRevenue(url, token, { propertyId, amountMinor: 100 + n, source: pick(["room", "fnb", "addon"])! }),
  (n) =>
    post("/guest/reservations", { guestName: `Guest ${n}`, roomType: "DBL", departure: `2026-11-2${1 + (n % 3)}` }),
  async () => {
    const stay = pick((await all<Stay>("/guest/reservations?")).filter(({ state }) => state === "confirmed"));
    const room = pick(await all<{ id: string; version: number }>("/guest/rooms?"));
    if (stay !== undefined && room !== undefined)
      await post(`/guest/reservations/${stay.id}/check-in`, {
        version: stay.version,
        roomId: room.id,
        force: true,
      });
  },
  async () => {
    const stay = pick((await all<Stay>("/guest/reservations?")).filter(({ state }) => state === "checked_in"));
    if (stay !== undefined) await post(`/guest/reservations/${stay.id}/check-out`, { version: stay.version });
  },
  async () => {
    const stay = pick((await all<Stay>("/guest/reservations?")).filter(({ state }) => state === "confirmed"));
    if (stay !== undefined)
      await post(`/guest/reservations/${stay.id}/cancel`, { version: stay.version, reason: "another hotel" });
  },
  async () => {
    const room = pick(await all<{ id: string; version: number }>("/guest/rooms?"));
    const body = { version: room?.version, service: pick(["in", "ooo"]) };
    if (room !== undefined) await call(url, "PATCH", `/guest/rooms/${room.id}`, { token, body });
  },
  (n) => post("/tasks", { title: `Towels ${n}`, kind: pick(["guest_request", "maintenance"]) }),
  (n) => post("/guest/requests", { wish: `A pillow ${n}`, category: "housekeeping" }),
  async () => {
    const request = pick(await all<{ id: string; version: number }>("/guest/requests?"));
    const step = pick(["start", "finish", "cancel", "reopen"]);
    if (request !== undefined) await post(`/guest/requests/${request.id}/step`, { step, version: request.version });
  },
  async () => {
    const task = pick(await all<{ id: string; version: number }>("/tasks?open=true&"));
    const body = { version: task?.version, title: "Changed", kind: pick(["guest_request", "other"]) };
    if (task !== undefined) await call(url, "PUT", `/tasks/${task.id}`, { token, body });
  },
  async () => {
    const task = pick(await all<{ id: string; version: number }>("/tasks?open=true&"));
    if (task !== undefined) await post(`/tasks/${task.id}/step`, { step: "skip", version: task.version });
  },
  async (n) => {
    const member = await post<{ id: string }>("/staff/members", { department: "housekeeping", name: `Maid ${n}` });
    await post("/staff/clock", { memberId: member.body.id, kind: "in" });
  },
  async () => {
    const duty = pick((await get<{ data: { memberId: string }[] }>("/staff/on-duty?")).data);
    if (duty !== undefined) await post("/staff/clock", { memberId: duty.memberId, kind: "out" });
  },
];

/** Every batch that the services have published for the organisation. */
async function published(): Promise<EventBatch<SourceEvent>[]> {
  const batches: EventBatch<SourceEvent>[] = [];
  for (const pool of [financePool, guestPool, staffPool, identityPool]) {
    const { rows } = await pool.query<{ service: string; batch_no: number; events: SourceEvent[] }>(
      `SELECT service, batch_no, events FROM outbox_batch WHERE org_id = $1`,
      [orgId],
    );
    batches.push(...rows.map(({ service, batch_no, events }) => ({ service, orgId, batchNo: batch_no, events })));
  }
  return batches;
}

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((item) => [chance(), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);

/** However chance fell: somebody comes, somebody comes and leaves, something is asked for, somebody is on duty. */
async function lastOfAll(): Promise<void> {
  for (const number of ["201", "202"]) {
    const room = await post<{ id: string }>("/guest/rooms", { number, roomType: "DBL" });
    const guest = { guestName: `Guest of ${number}`, roomType: "DBL", departure: "2026-11-21" };
    const { body: stay } = await post<Stay>("/guest/reservations", guest);
    const checkIn = { version: stay.version, roomId: room.body.id, force: true };
    const { body: arrived } = await post<Stay>(`/guest/reservations/${stay.id}/check-in`, checkIn);
    if (number === "202") await post(`/guest/reservations/${stay.id}/check-out`, { version: arrived.version });
  }
  await post("/tasks", { title: "A pillow", kind: "guest_request" });
  await post("/guest/requests", { wish: "A taxi", category: "other" });
  const member = await post<{ id: string }>("/staff/members", { department: "front_desk", name: "Carla" });
  await post("/staff/clock", { memberId: member.body.id, kind: "in" });
  await bookRevenue(url, token, { propertyId, amountMinor: 9000, source: "room" });
}

test("[R1] dashboard = recount, after a random run of operations by several people at once", async () => {
  await post("/guest/room-types", { code: "DBL" });
  for (let i = 1; i <= 8; i++) await post("/guest/rooms", { number: String(100 + i), roomType: "DBL" });
  const person = async (first: number): Promise<void> => {
    for (let n = first; n < first + 40; n++) await OPERATIONS[Math.floor(chance() * OPERATIONS.length)]?.(n);
  };
  await Promise.all([person(0), person(100), person(200)]);
  await lastOfAll();
  const truth = await counted();
  await expect.poll(dashboard, { timeout: 20_000 }).toMatchObject(truth);
  const { inHouse, arrivalsDone, departuresDone, onShift, openRequests, revenue } = await dashboard();
  // The run was one that would show a difference.
  const shown = { inHouse, arrivalsDone, departuresDone, onShift, openRequests, sources: revenue.length };
  expect(Object.entries(shown).filter(([, number]) => number === 0)).toEqual([]);
});

test("[R2] counting anew changes nothing, and neither do batches that come again, in any order, known to be applied or not", async () => {
  const before = await dashboard();
  const batches = await published();
  expect(batches.length).toBeGreaterThan(20);
  const again = () => Promise.all([...shuffled(batches), ...shuffled(batches)].map((batch) => receive(batch)));
  await again();
  expect(await dashboard()).toEqual(before);
  const { rows } = await reportsPool.query(`DELETE FROM source WHERE org_id = $1 RETURNING *`, [orgId]);
  await again();
  expect(await dashboard()).toEqual(before);
  expect(rows.length).toBeGreaterThan(0);
  await reports.recount({ orgId, propertyId });
  expect(await dashboard()).toEqual(before);
});

test("[R1] from nothing but the events, in any order, the numbers are the same", async () => {
  const { version, ...before } = await dashboard();
  await reportsPool.query(`DELETE FROM source`);
  await reportsPool.query(`DELETE FROM fact`);
  await reportsPool.query(`DELETE FROM revenue_line`);
  await reportsPool.query(`DELETE FROM day_revenue`);
  const batches = shuffled(await published());
  while (batches.length > 0) await Promise.all(batches.splice(0, 10).map((batch) => receive(batch)));
  const { version: after, ...again } = await dashboard();
  expect(again).toEqual(before);
  expect(after).toBeGreaterThan(version);
});

test("[R1] how far each stream is applied is said, and holes are not skipped", async () => {
  const streams = new Map<string, number>();
  for (const { service, batchNo } of await published())
    streams.set(service, Math.max(batchNo, streams.get(service) ?? 0));
  const { applied } = await get<{ applied: { stream: string; appliedSeq: number }[] }>("/reports/dashboard?");
  for (const { stream, appliedSeq } of applied) expect([stream, appliedSeq]).toEqual([stream, streams.get(stream)]);
  expect(applied.map(({ stream }) => stream)).toEqual(expect.arrayContaining(["finance", "guest", "staff", "tasks"]));
  const last = 7;
  // A stream of this test's own: numbers that were applied do not come in again.
  const empty = (batchNo: number) => ({ service: "tested", orgId, batchNo, events: [] });
  const appliedAt = async (): Promise<number | undefined> =>
    (await get<{ applied: { stream: string; appliedSeq: number }[] }>("/reports/dashboard?")).applied.find(
      ({ stream }) => stream === "tested",
    )?.appliedSeq;
  await receive(empty(last));
  await receive(empty(last + 3));
  await receive(empty(last + 2));
  expect(await appliedAt()).toBe(last);
  await receive(empty(last + 1));
  expect(await appliedAt()).toBe(last + 3);
});

test("[R4] a day that ends has its report, and what is booked for it later is in it", async () => {
  const before = await dashboard();
  await identityPool.query(
    `UPDATE property SET business_date = business_date + 1, version = version + 1 WHERE id = $1`,
    [propertyId],
  );
  const next = await dashboard();
  expect(next.businessDate > before.businessDate).toBe(true);
  expect(next).toMatchObject({ arrivalsDone: 0, departuresDone: 0, revenue: [], inHouse: before.inHouse });
  const report = async (): Promise<DayReport | undefined> =>
    (await get<{ data: DayReport[] }>("/reports/day-reports?")).data[0];
  expect(await report()).toMatchObject({
    version: 1,
    businessDate: before.businessDate,
    roomsSold: before.roomsSold,
    revenue: before.revenue,
  });
  const noon = `${before.businessDate}T12:00:00Z`;
  await bookRevenue(url, token, { propertyId, amountMinor: 7777, source: "room", occurredAt: noon });
  const total = before.totalRevenueMinor + 7777;
  await expect.poll(report).toMatchObject({ version: 2, totalRevenueMinor: total });
  const { data } = await get<{ data: DayFigures[] }>("/reports/figures?");
  expect(data.find(({ businessDate }) => businessDate === before.businessDate)?.totalRevenueMinor).toBe(total);
});

test("[R6] a span is its days: those that were open here, one that was over before, and what all come to together", async () => {
  const { businessDate, roomsTotal } = await dashboard();
  const analytics = (query: string) => get<{ span: SpanFigures; days: SpanDay[] }>(`/reports/analytics?${query}`);
  const occurredAt = "2026-11-11T12:00:00Z";
  await bookRevenue(url, token, { propertyId, amountMinor: 5000, source: "fnb", occurredAt });
  await bookRevenue(url, token, { propertyId, amountMinor: 300, source: "room", currency: "USD", occurredAt });
  const days = async (): Promise<SpanDay[]> => (await analytics(`from=2026-11-10&to=${businessDate}&`)).days;
  await expect
    .poll(async () => (await days()).map((day) => day.businessDate))
    .toEqual(expect.arrayContaining(["2026-11-11", businessDate]));
  await expect.poll(async () => (await days())[0]?.revenue.length).toBe(2);
  const [first, ...rest] = await days();
  expect(first).toMatchObject({
    businessDate: "2026-11-11",
    roomsAvailable: roomsTotal,
    roomsSold: 0,
    totalRevenueMinor: 5000,
    adrMinor: null,
    isCountedAfterwards: true,
  });
  const { data } = await get<{ data: DayFigures[] }>("/reports/figures?");
  for (const day of rest)
    expect(day).toMatchObject(pickFigures(data.find((row) => row.businessDate === day.businessDate)!));
  const { span } = await analytics(`from=2026-11-10&to=${businessDate}&`);
  const sum = (field: "roomsSold" | "totalRevenueMinor") => [first!, ...rest].reduce((all, day) => all + day[field], 0);
  expect(span).toMatchObject({ days: 1 + rest.length, roomsSold: sum("roomsSold") });
  expect(span.totalRevenueMinor).toBe(sum("totalRevenueMinor"));
  const tooLong = await call(url, "GET", `/reports/analytics?propertyId=${propertyId}&from=2026-01-01&to=2026-11-20`, {
    token,
  });
  expect(tooLong.status).toBe(400);
});

const pickFigures = ({ roomsAvailable, roomsSold, totalRevenueMinor, adrMinor }: DayFigures) => ({
  roomsAvailable,
  roomsSold,
  totalRevenueMinor,
  adrMinor,
});

test("[R4] reports of a span are those of its dates", async () => {
  const { data } = await get<{ data: DayReport[] }>("/reports/day-reports?");
  const last = data[0]!.businessDate;
  const within = async (query: string) => (await get<{ data: DayReport[] }>(`/reports/day-reports?${query}&`)).data;
  expect(await within(`from=${last}&to=${last}`)).toEqual([data[0]]);
  expect(await within("to=2020-01-01")).toEqual([]);
});
