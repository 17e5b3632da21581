import fc from "fast-check";
import { expect, test } from "vitest";
import { payloadHash } from "../../platform/payload-hash";
import type { ChannelHead } from "../contract/event";
import { Audit, type AuditedEvent } from "./audit";
import { firstDigest, nextDigest } from "./digest";

/** A log of so many events over some channels, and its heads. */
function logOf(channels: readonly number[]): { events: AuditedEvent[]; heads: Record<string, ChannelHead> } {
  const heads: Record<string, ChannelHead> = {};
  const events = channels.map((place, i): AuditedEvent => {
    const channel = `finance/${place}`;
    const before = heads[channel] ?? { n: 0, digest: firstDigest(channel) };
    const data = JSON.stringify({ amount: i });
    const event = { id: `id${i}`, type: "revenue-recorded", hash: payloadHash(JSON.parse(data)) };
    const head = { n: before.n + 1, digest: nextDigest(before.digest, event) };
    heads[channel] = head;
    return { seq: i + 1, channel, ...head, ...event, data };
  });
  return { events, heads };
}

const findings = (events: readonly AuditedEvent[], heads: Record<string, ChannelHead>, upTo: number, keptAfter = 0) => {
  const audit = new Audit(keptAfter);
  const middle = Math.floor(events.length / 2);
  audit.add(events.slice(0, middle), events[middle - 1]?.seq ?? keptAfter);
  audit.add(events.slice(middle), upTo);
  return [...audit.missing, ...audit.verdicts(heads).flatMap((v) => (v.defect === null ? [] : [v.defect]))];
};

const places = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 30 });

test("[RT12] a whole log has no defect, from its beginning or from where it is kept", () => {
  fc.assert(
    fc.property(places, fc.nat(), (channels, cut) => {
      const { events, heads } = logOf(channels);
      const keptAfter = cut % channels.length;
      expect(findings(events, heads, events.length)).toEqual([]);
      expect(findings(events.slice(keptAfter), heads, events.length, keptAfter)).toEqual([]);
    }),
  );
});

test("[RT12] any event left out, doubled in another's place or changed in any field is found", () => {
  const changes: ((e: AuditedEvent) => AuditedEvent)[] = [
    (e) => ({ ...e, data: '{"amount":-1}' }),
    (e) => ({ ...e, data: "no JSON" }),
    (e) => ({ ...e, data: '{"amount":-1}', hash: payloadHash({ amount: -1 }) }),
    (e) => ({ ...e, id: "other" }),
    (e) => ({ ...e, type: "revenue-taken-back" }),
    (e) => ({ ...e, digest: "other" }),
    (e) => ({ ...e, n: e.n + 1 }),
    (e) => ({ ...e, channel: "finance/9" }),
  ];
  fc.assert(
    fc.property(places, fc.nat(), fc.nat({ max: changes.length }), (channels, which, how) => {
      const { events, heads } = logOf(channels);
      const at = which % events.length;
      const change = changes[how];
      const tampered = change ? events.map((e, i) => (i === at ? change(e) : e)) : events.filter((_, i) => i !== at);
      expect(findings(tampered, heads, events.length)).not.toEqual([]);
    }),
  );
});

test("what was erased, or may not be seen, is proven by its hash", () => {
  const { events, heads } = logOf([1, 1, 1]);
  const [first, second, third] = events as [AuditedEvent, AuditedEvent, AuditedEvent];
  const { data: _, ...unseen } = third;
  const audit = new Audit(0);
  audit.add([first, { ...second, data: null }, unseen], 3);
  expect(audit.verdicts(heads)).toMatchObject([
    { channel: "finance/1", events: 3, payloads: 1, unseen: 2, defect: null },
  ]);
});
