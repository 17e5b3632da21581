import { nextDigest } from "./digest";
import type { Mark, Marks, WireEvent } from "./wire";

/** What an event means for the channel it belongs to. */
type Verdict =
  | { kind: "next"; mark: Mark }
  /** Seen before: nothing to do. */
  | { kind: "repeat" }
  /** Events before it never came. */
  | { kind: "hole" }
  /** The number fits but the content is not what the server chained: what is on the screen cannot be trusted. */
  | { kind: "mismatch" };

/** Judges an event against what is held of its channel. A channel never seen starts at 0 with its own name as digest (RT12). */
export function judge(marks: Marks, event: WireEvent): Verdict {
  const held = marks[event.channel] ?? { n: 0, digest: event.channel };
  if (event.n <= held.n) return { kind: "repeat" };
  if (event.n > held.n + 1) return { kind: "hole" };
  if (nextDigest(held.digest, event) !== event.digest) return { kind: "mismatch" };
  return { kind: "next", mark: { n: event.n, digest: event.digest } };
}

/** True when both name the same channels in the same state. */
export function sameMarks(a: Marks, b: Marks): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => a[name]?.n === b[name]?.n && a[name]?.digest === b[name]?.digest)
  );
}

/** The part of what is held that is still in the audience: rights may have shrunk since. */
export function within(held: Marks, audience: Marks): Marks {
  return Object.fromEntries(Object.entries(held).filter(([name]) => audience[name] !== undefined));
}
