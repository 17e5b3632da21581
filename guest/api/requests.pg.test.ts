import { guest } from "~encore/clients";
import { afterAll, beforeEach, expect, test } from "vitest";
import { callerAt, Desk, reasonOf } from "../__tests__/desk";
import { pool } from "../store/db";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open(["101", "102"]);
});
afterAll(() => pool.end());

type Request = Omit<Parameters<typeof guest.createRequest>[0], "propertyId">;
const ask = (request: Request, as = desk.as()) => guest.createRequest({ propertyId: desk.propertyId, ...request }, as);

test("[G12] a request is noted with its room, taken in hand and done, and each step is told with the whole row", async () => {
  const stay = await desk.assigned(0);
  const made = await ask({ wish: "Two pillows", category: "housekeeping", channel: "phone", reservationId: stay.id });
  expect(made).toMatchObject({ version: 1, state: "open", roomNumber: "101", roomId: desk.room(0).id });
  const { id } = made;
  const started = await guest.stepRequest({ id, step: "start", version: 1 }, desk.as());
  const done = await guest.stepRequest({ id, step: "finish", version: 2, resolution: "brought" }, desk.as());
  expect([started.state, done.state, done.resolution]).toEqual(["in_progress", "done", "brought"]);
  expect(await guest.getRequest({ id }, desk.as())).toEqual(done);
  const told = (await desk.events()).filter(({ entity }) => entity.id === id);
  expect(told.map(({ entity, data }) => ({ ...data, version: entity.version, propertyId: desk.propertyId }))).toEqual([
    made,
    started,
    done,
  ]);
});

test("[G12] a repeat with its key notes once, and takes a step once", async () => {
  const request = { wish: "Taxi", idempotencyKey: "ask" };
  const answers = await Promise.all([ask(request), ask(request), ask(request)]);
  expect(answers).toEqual(answers.map(() => answers[0]));
  const step = { id: answers[0].id, step: "start", version: 1, idempotencyKey: "step" } as const;
  const steps = await Promise.all([1, 2, 3].map(() => guest.stepRequest(step, desk.as())));
  expect(steps).toEqual(steps.map(() => steps[0]));
  expect((await desk.events()).filter(({ type }) => type === "service-request-changed")).toHaveLength(2);
});

test("[G7] [G12] of two steps on one version one is refused, and what cannot follow names what can", async () => {
  const { id } = await ask({ wish: "Towels" });
  const step = (name: "start" | "finish" | "reopen", version: number) =>
    reasonOf(guest.stepRequest({ id, step: name, version }, desk.as()));
  expect((await Promise.all([step("start", 1), step("finish", 1)])).toSorted()).toEqual([
    "no error",
    "version_conflict",
  ]);
  const { version, state } = await guest.getRequest({ id }, desk.as());
  expect(await step(state === "done" ? "start" : "reopen", version)).toBe("step_not_possible");
});

test("[G12] rooms and stays of other properties are none, and their fields are named", async () => {
  const other = await Desk.open(["900"]);
  const stay = await other.reserve();
  await expect(ask({ wish: "", room: "900", reservationId: stay.id, dueAt: "later" })).rejects.toMatchObject({
    details: { errors: [{ path: "wish" }, { path: "dueAt" }, { path: "room" }, { path: "reservationId" }] },
  });
});

test("[G12] the list: newest first, page by page, narrowed by state, category and text", async () => {
  for (let i = 0; i < 5; i++) await ask({ wish: `Wish ${i}`, room: i === 0 ? "102" : "101" });
  const food = await ask({ wish: "Breakfast 100%", category: "food" });
  await guest.stepRequest({ id: food.id, step: "cancel", version: 1 }, desk.as());
  const list = (more: object) => guest.listRequests({ propertyId: desk.propertyId, ...more }, desk.as());
  const wishes: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await list({ limit: 2, ...(cursor === "" ? {} : { cursor }) });
    wishes.push(...page.data.map(({ wish }) => wish));
    cursor = page.nextCursor;
  }
  expect(wishes.toSorted()).toEqual(["Breakfast 100%", "Wish 0", "Wish 1", "Wish 2", "Wish 3", "Wish 4"]);
  const found = async (more: object) => (await list(more)).data.map(({ wish }) => wish);
  expect(await found({ open: true })).toHaveLength(5);
  expect(await found({ state: "cancelled" })).toEqual(["Breakfast 100%"]);
  expect(await found({ category: "food" })).toEqual(["Breakfast 100%"]);
  expect(await found({ q: "102" })).toEqual(["Wish 0"]);
  expect(await found({ q: "0%" })).toEqual(["Breakfast 100%"]);
  expect(await reasonOf(list({ cursor: "x" }))).toBe("cursor_invalid");
});

test("[G8] who reads stays reads requests; foreign and unknown ones answer alike; noting one needs its permission", async () => {
  const { id } = await ask({ wish: "Towels" });
  const { orgId } = desk.caller;
  for (const stranger of [callerAt([desk.propertyId]), callerAt([999], { orgId })]) {
    expect(await reasonOf(guest.getRequest({ id }, desk.as(stranger)))).toBe("request_not_found");
    expect(await reasonOf(guest.stepRequest({ id, step: "start", version: 1 }, desk.as(stranger)))).toBe(
      "request_not_found",
    );
  }
  expect(await reasonOf(guest.getRequest({ id: "none" }, desk.as()))).toBe("request_not_found");
  const reader = desk.as(callerAt([desk.propertyId], { orgId, permissions: ["guest.stay.read"] }));
  expect(await reasonOf(guest.getRequest({ id }, reader))).toBe("no error");
  expect(await reasonOf(ask({ wish: "More" }, reader))).toBe("permission_missing");
  expect(await reasonOf(guest.stepRequest({ id, step: "start", version: 1 }, reader))).toBe("permission_missing");
});
