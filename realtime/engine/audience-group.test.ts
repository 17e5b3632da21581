import { expect, test } from "vitest";
import type { Entry } from "../domain/entry";
import { Run } from "../domain/run";
import type { Publication } from "../domain/session/event";
import { sampleEntry } from "../testing/entries";
import { AudienceGroup, type Follower, type Handout } from "./audience-group";

class Listener implements Follower {
  readonly heard: Publication[] = [];

  published(publication: Publication): void {
    this.heard.push(publication);
  }

  get seqs(): number[][] {
    return this.heard.map(({ run }) => run.parts.map((part) => part.seq));
  }
}

const AUDIENCE = { key: "finance/1", channels: new Set(["finance/1"]), services: [], denied: [] };
const entries = (from: number, to: number): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, i) => sampleEntry(from + i));
function handOut(handout: Handout): void {
  for (const _ of handout);
}
const runOf = (of: readonly Entry[]): Run => new Run(of, "2026-11-20T12:00:00.000Z");

test("all who follow are handed the very same publication; it says behind what it goes on", () => {
  const group = new AudienceGroup(AUDIENCE, 3);
  const [a, b] = [new Listener(), new Listener()];
  group.add(a, 3);
  group.add(b, 3);
  handOut(group.publish(entries(5, 6), 8, runOf));
  expect(a.heard[0]).toMatchObject({ after: 3, firstSeq: 5, upTo: 8 });
  expect(b.heard[0]).toBe(a.heard[0]);
  handOut(group.publish([], 9, runOf));
  handOut(group.publish(entries(10, 10), 10, runOf));
  expect(a.heard[1]).toMatchObject({ after: 8, firstSeq: 10, upTo: 10 });
});

test("who came while events waited hears of those behind what it had, with others who came then", () => {
  const group = new AudienceGroup(AUDIENCE, 3);
  const [old, early, twin, late] = [new Listener(), new Listener(), new Listener(), new Listener()];
  group.add(old, 3);
  group.add(early, 5);
  group.add(twin, 5);
  group.add(late, 6);
  handOut(group.publish(entries(4, 6), 6, runOf));
  expect([old.seqs, early.seqs, late.seqs]).toEqual([[[4, 5, 6]], [[6]], []]);
  expect(early.heard[0]).toMatchObject({ after: 5, firstSeq: 6, upTo: 6 });
  expect(twin.heard[0]).toBe(early.heard[0]);
  handOut(group.publish(entries(7, 7), 7, runOf));
  expect([old, early, twin, late].map(({ heard }) => heard.at(-1))).toEqual(Array(4).fill(old.heard.at(-1)));
});

test("who left hears no more, and who comes while a publication goes round hears of the next", () => {
  const group = new AudienceGroup(AUDIENCE, 0);
  const [gone, next] = [new Listener(), new Listener()];
  group.add(gone, 0);
  expect([group.delete(gone), group.delete(gone), group.size]).toEqual([true, false, 0]);
  group.add({ published: () => group.add(next, 1) }, 0);
  handOut(group.publish(entries(1, 1), 1, runOf));
  expect([gone.heard, next.heard]).toEqual([[], []]);
  handOut(group.publish(entries(2, 2), 2, runOf));
  expect(next.seqs).toEqual([[2]]);
});

test("between two steps of a handout followers come and leave, and each hears of everything once", () => {
  const group = new AudienceGroup(AUDIENCE, 0);
  const [first, left, again, came] = [new Listener(), new Listener(), new Listener(), new Listener()];
  for (const listener of [first, left, again]) group.add(listener, 0);
  const handout = group.publish(entries(1, 1), 1, runOf)[Symbol.iterator]();
  handout.next();
  group.delete(left);
  group.add(came, 1);
  while (handout.next().done !== true);
  handOut(group.publish(entries(2, 2), 2, runOf));
  expect([first, left, again, came].map(({ seqs }) => seqs)).toEqual([[[1], [2]], [], [[1], [2]], [[2]]]);
});
