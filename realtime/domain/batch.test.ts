import { expect, test } from "vitest";
import { sampleEvent, sampleMessage } from "../testing/batches";
import { readBatch } from "./batch";
import { payloadHash } from "../../platform/payload-hash";

const ORG = "01950000-0000-7000-8000-000000000001";

test("an event goes to the channel of its service, property and class, in the day inside its id", () => {
  const event = sampleEvent({ id: "01890000-0000-7000-8000-000000000001", propertyId: 2, class: "restricted" });
  const { batch, poison } = readBatch("finance", sampleMessage(ORG, 3, [event]));
  expect(poison).toEqual([]);
  expect(batch).toMatchObject({
    orgId: ORG,
    service: "finance",
    batchNo: 3,
    events: [
      {
        id: event.id,
        channel: "finance/2/restricted",
        madeAt: "2023-06-28T03:15:47.328Z",
        hash: payloadHash(event.data),
      },
    ],
  });
  const { data, ...envelope } = event;
  expect(JSON.parse(batch?.events[0]?.envelope ?? "")).toEqual(envelope);
  expect(JSON.parse(batch?.events[0]?.data ?? "")).toEqual(data);
});

test.each<[what: string, event: Record<string, unknown>]>([
  ["an id that is no UUIDv7", { id: "01890000-0000-4000-8000-000000000001" }],
  ["an id in capitals", { id: "0189000A-0000-7000-8000-00000000000A" }],
  ["a type that is not kebab-case", { type: "RevenueRecorded" }],
  ["no version", { v: 0 }],
  ["a time without zone", { at: "2026-11-20T12:00:00" }],
  ["a property that is no number", { propertyId: "1" }],
  ["an unknown class", { class: "secret" }],
  ["data that is a list", { data: [] }],
  ["data with a number that JSON does not have", { data: { n: 2n ** 60n } }],
  ["no entity version", { entity: { kind: "revenue", id: "1" } }],
])("an event with %s is put aside; its neighbours are not", (_what, wrong) => {
  const event = { ...sampleEvent(), ...wrong } as never;
  const { batch, poison } = readBatch("finance", sampleMessage(ORG, 1, [sampleEvent(), event, sampleEvent()]));
  expect(batch?.events).toHaveLength(2);
  expect(poison).toMatchObject([
    { service: "finance", orgId: ORG, batchNo: 1, reason: expect.any(String), payload: expect.any(String) },
  ]);
});

test.each<[what: string, message: unknown]>([
  ["null", null],
  ["text", "hello"],
  ["no number", { ...sampleMessage(ORG, 1, []), batchNo: 0 }],
  ["no organisation", { ...sampleMessage(ORG, 1, []), orgId: "harbour" }],
  ["an unknown service", { ...sampleMessage(ORG, 1, []), service: "casino" }],
  ["another topic's service", sampleMessage(ORG, 1, [], "guest")],
])("a message that is no batch of this topic is put aside whole: %s", (_what, message) => {
  const { batch, poison } = readBatch("finance", message);
  expect(batch).toBeNull();
  expect(poison).toMatchObject([{ service: "finance", orgId: null, batchNo: null }]);
});

test("dates and fields without a value are hashed as a reader of the JSON sees them", () => {
  const at = new Date("2026-11-20T12:00:00Z");
  const { batch } = readBatch("finance", sampleMessage(ORG, 1, [sampleEvent({ data: { at, none: undefined } })]));
  expect(batch?.events[0]?.hash).toBe(payloadHash({ at: at.toJSON() }));
});
