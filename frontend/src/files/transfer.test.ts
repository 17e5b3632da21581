import { expect, test } from "vitest";
import { mayBegin, refusalOf, type Transfer, type TransferState } from "./transfer";

const transfer = (state: TransferState, i: number): Transfer => ({
  key: String(i),
  propertyId: 1,
  purpose: "receipt",
  destination: { kind: "own" },
  name: "a.pdf",
  size: 1,
  accepted: 0,
  state,
  why: null,
  fileId: null,
});
const begin = (...states: TransferState[]): string[] => mayBegin(states.map(transfer)).map(({ key }) => key);

test("three at a time, in their order; who is paused, offline or has failed takes no place", () => {
  expect(begin("waiting", "waiting", "waiting", "waiting")).toEqual(["0", "1", "2"]);
  expect(begin("uploading", "paused", "checking", "waiting", "waiting", "failed", "waiting")).toEqual(["3", "4"]);
  expect(begin("uploading", "uploading", "uploading", "waiting")).toEqual([]);
  expect(begin("offline", "failed")).toEqual([]);
});

test("what the server would refuse by name or size is refused here", () => {
  const types = [{ extensions: ["jpg", "jpeg"], maxSize: 100 }];
  expect(refusalOf({ name: "A.JPG", size: 100 }, types)).toBeNull();
  expect(refusalOf({ name: "a.jpg", size: 101 }, types)).toEqual({ kind: "size", maxSize: 100 });
  expect(refusalOf({ name: "a.exe", size: 1 }, types)).toEqual({ kind: "type" });
  expect(refusalOf({ name: "jpg", size: 1 }, types)).toEqual({ kind: "type" });
});
