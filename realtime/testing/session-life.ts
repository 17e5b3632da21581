import fc from "fast-check";
import { type Machine, SessionWorld } from "./session-world";

type Action = (world: SessionWorld) => void;

/** An action that a failing life is told with. */
const act = <T>(
  name: string,
  from: fc.Arbitrary<T>,
  what: (world: SessionWorld, value: T) => void,
): fc.Arbitrary<Action> =>
  from.map((value) =>
    Object.assign((world: SessionWorld) => what(world, value), {
      [fc.toStringMethod]: () => `${name}(${fc.stringify(value)})`,
    }),
  );
const once = (name: string, what: Action): fc.Arbitrary<Action> => act(name, fc.constant(undefined), what);

/** Whatever may happen to a session, in whatever order. */
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: act("append", fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 8 }), (w, list) => w.append(list)),
  },
  { weight: 5, arbitrary: once("tick", (w) => w.tick()) },
  { weight: 6, arbitrary: act("answer", fc.integer({ min: 1, max: 6 }), (w, size) => void w.answer(size)) },
  { weight: 6, arbitrary: act("arrive", fc.integer({ min: 1, max: 4 }), (w, count) => void w.arrive(count)) },
  { weight: 4, arbitrary: once("acknowledge", (w) => w.acknowledge()) },
  { weight: 1, arbitrary: act("acknowledge", fc.integer({ min: -30, max: 30 }), (w, off) => w.acknowledge(off)) },
  { weight: 1, arbitrary: once("connect", (w) => w.connect()) },
  { weight: 1, arbitrary: once("cut", (w) => w.cut()) },
  { weight: 2, arbitrary: once("behind", (w) => w.tell({ type: "behind" })) },
  { weight: 1, arbitrary: once("drained", (w) => w.drained()) },
  { weight: 1, arbitrary: once("nap", (w) => w.nap()) },
  { weight: 1, arbitrary: act("answerNewest", fc.integer({ min: 1, max: 6 }), (w, size) => void w.answer(size, true)) },
  { weight: 1, arbitrary: act("turn", fc.constantFrom(0, 30_000), (w, ms) => w.ping(ms)) },
  { weight: 1, arbitrary: once("ping", (w) => w.say({ type: "ping" })) },
  { weight: 1, arbitrary: once("auth", (w) => w.say({ type: "auth", ticket: "t" })) },
  { weight: 1, arbitrary: act("rights", fc.nat(2), (w, to) => w.changeRights(to)) },
  { weight: 1, arbitrary: once("ended", (w) => w.tell({ type: "ended", by: "time" })) },
  { weight: 1, arbitrary: once("drain", (w) => w.tell({ type: "drain", reconnectInMs: 5 })) },
  { weight: 1, arbitrary: act("forget", fc.nat(100), (w, percent) => w.forget(Math.floor((w.head * percent) / 100))) },
  {
    weight: 2,
    arbitrary: act("publish", fc.tuple(fc.nat(60), fc.nat(20)), (w, [after, more]) => {
      const from = Math.min(after, w.head);
      w.publish(from, Math.min(from + more, w.head));
    }),
  },
);

/** Lives of a session; throws, with the seed, at one in which its client's view was ever not the log of its audience. */
export function expectManyLives(machine: Machine, options: fc.Parameters<[Action[], boolean, boolean]>): void {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120, size: "max" }), fc.boolean(), fc.boolean(), (actions, acks, all) => {
      const world = new SessionWorld(machine, acks, all);
      world.append([1, 2, 3, 1]);
      world.connect();
      for (const each of actions) each(world);
      world.expectsNothingMore();
    }),
    options,
  );
}
