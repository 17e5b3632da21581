import { EventEmitter } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { divertMessages } from "./divert";

function message(code: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(code), length, body]);
}

function row(cells: (string | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16BE(cells.length);
  const parts = cells.map((cell) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(cell === null ? -1 : Buffer.byteLength(cell));
    return Buffer.concat([length, Buffer.from(cell ?? "")]);
  });
  return message("D", Buffer.concat([count, ...parts]));
}

function parameters(oids: number[]): Buffer {
  const body = Buffer.alloc(2 + 4 * oids.length);
  body.writeUInt16BE(oids.length);
  oids.forEach((oid, i) => body.writeUInt32BE(oid, 2 + 4 * i));
  return message("t", body);
}

type Sent = { cells: (string | null)[] } | { oids: number[] } | { other: string };
type Seen = (string | null)[] | { oids: number[] } | string;

test("rows, types of parameters and everything else arrive whole and in order, however the bytes are cut", () => {
  const sent = fc.oneof(
    fc.record({ cells: fc.array(fc.option(fc.string())) }),
    fc.record({ oids: fc.array(fc.nat({ max: 0xff_ff_ff_ff })) }),
    fc.record({ other: fc.stringMatching(/^[CEZ].{0,20}$/) }),
  );
  fc.assert(
    fc.property(fc.array(sent), fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (messages, sizes) => {
      const stream = new EventEmitter();
      const seen: Seen[] = [];
      const rest = divertMessages(stream as NodeJS.ReadWriteStream, {
        onRow: (cells) => seen.push(cells.map((cell) => cell?.toString() ?? null)),
        onParameters: (oids) => seen.push({ oids }),
      });
      rest.on("data", (bytes: Buffer) => seen.push(bytes.toString("latin1")));
      const encode = (each: Sent) => {
        if ("cells" in each) return row(each.cells);
        if ("oids" in each) return parameters(each.oids);
        return message(each.other[0]!, Buffer.from(each.other.slice(1), "latin1"));
      };
      const bytes = Buffer.concat(messages.map(encode));
      for (let at = 0; at < bytes.length;) {
        const size = sizes.next().value as number;
        stream.emit("data", bytes.subarray(at, at + size));
        at += size;
      }
      const expected = messages.map((each): Seen => {
        if ("cells" in each) return each.cells;
        return "oids" in each ? each : encode(each).toString("latin1");
      });
      expect(joined(seen)).toEqual(joined(expected));
    }),
  );
});

/** Neighbouring messages for pg may come in one piece. */
function joined(seen: Seen[]): Seen[] {
  const result: typeof seen = [];
  for (const each of seen) {
    const last = result.at(-1);
    if (typeof each === "string" && typeof last === "string") result[result.length - 1] = last + each;
    else result.push(each);
  }
  return result;
}
