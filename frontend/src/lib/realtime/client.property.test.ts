import fc from "fast-check";
import { expect, test } from "vitest";
import type { FakeServer, Mishap } from "./__tests__/fake-server";
import { rowsOf, scene } from "./__tests__/scene";
import { type Transport, TRANSPORTS } from "./machine/transport";

type Move =
  | ["publish", number]
  | ["mishap", Mishap]
  | ["cut"]
  | ["sleep", number]
  | ["pass", number]
  | ["block", Transport]
  | ["unblock"]
  | ["drain", number]
  | ["window", number]
  | ["login", number]
  | ["expire"]
  | ["epoch"];

const moves = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant("publish" as const), fc.integer({ min: 1, max: 3 })) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constant("mishap" as const), fc.constantFrom<Mishap>("drop", "twice", "swap")),
    },
    { weight: 2, arbitrary: fc.tuple(fc.constant("cut" as const)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("sleep" as const), fc.integer({ min: 0, max: 200_000 })) },
    { weight: 3, arbitrary: fc.tuple(fc.constant("pass" as const), fc.integer({ min: 0, max: 5_000 })) },
    { weight: 2, arbitrary: fc.tuple(fc.constant("block" as const), fc.constantFrom<Transport>(...TRANSPORTS)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("drain" as const), fc.integer({ min: 0, max: 3_000 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("window" as const), fc.integer({ min: 1, max: 2_000 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("login" as const), fc.integer({ min: 0, max: 100_000 })) },
    { weight: 1, arbitrary: fc.constantFrom<Move>(["expire"], ["epoch"], ["unblock"]) },
  ),
  { maxLength: 40 },
);

function make(server: FakeServer, move: Move): void {
  if (move[0] === "publish") server.publish(move[1], `to ${move[1]}`);
  else if (move[0] === "mishap") server.mishaps.push(move[1]);
  else if (move[0] === "cut") server.cut();
  else if (move[0] === "sleep") server.sleep(move[1], true);
  else if (move[0] === "block") server.blocked.add(move[1]);
  else if (move[0] === "unblock") server.blocked.clear();
  else if (move[0] === "drain") server.say({ type: "drain", reconnectInMs: move[1] });
  else if (move[0] === "window") server.limits = { ...server.limits, windowBytes: move[1] };
  else if (move[0] === "login") {
    server.limits = { ...server.limits, authExpiresAt: new Date(server.now() + move[1]).toISOString() };
  } else if (move[0] === "expire") server.replayFromSeq = server.log.length + 1;
  else if (move[0] === "epoch") server.epoch = `${server.epoch}'`;
}

test("whatever happens on the way, no event is shown twice and the screen ends equal to the server's rows", async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (script) => {
      const { server, screen, client } = scene();
      client.start();
      for (const move of script) {
        make(server, move as Move);
        await server.pass(move[0] === "pass" ? move[1] : 1);
      }
      // The way is clear again; one more event in each channel, and a resume, leave no hole unseen.
      server.mishaps.length = 0;
      server.blocked.clear();
      for (const property of [1, 2, 3]) server.publish(property, "last");
      await server.pass(5_000);
      server.cut();
      await server.pass(120_000);
      expect(client.view).toMatchObject({ seq: server.log.length, staleSince: null });
      expect(["live", "polling"]).toContain(client.view.state);
      expect(server.open).toHaveLength(1);
      expect(screen.rows).toEqual(rowsOf(server));
      expect(new Set(screen.seen).size).toBe(screen.seen.length);
    }),
    { numRuns: 300 },
  );
});
