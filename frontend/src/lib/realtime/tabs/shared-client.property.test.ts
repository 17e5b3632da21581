import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeBrowser } from "../__tests__/fake-browser";
import { FakeServer } from "../__tests__/fake-server";
import { rowsOf } from "../__tests__/scene";

type Move =
  | ["publish", number]
  | ["open"]
  | ["kill", number]
  | ["freeze", number]
  | ["thaw"]
  | ["cut"]
  | ["pass", number];

const moves = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant("publish" as const), fc.integer({ min: 1, max: 2 })) },
    { weight: 2, arbitrary: fc.constant<Move>(["open"]) },
    { weight: 2, arbitrary: fc.tuple(fc.constant("kill" as const), fc.nat(4)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("freeze" as const), fc.nat(4)) },
    { weight: 1, arbitrary: fc.constantFrom<Move>(["thaw"], ["cut"]) },
    { weight: 3, arbitrary: fc.tuple(fc.constant("pass" as const), fc.integer({ min: 0, max: 3_000 })) },
  ),
  { maxLength: 40 },
);

function thawAll(browser: FakeBrowser): void {
  for (const tab of browser.tabs) if (!tab.runs) tab.thaw();
}

test("whatever happens to tabs and connections, no tab sees an event twice and every screen ends equal to the server's rows", async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (script) => {
      const server = new FakeServer();
      const browser = new FakeBrowser(server);
      browser.open();
      for (const move of script as Move[]) {
        const [what, value] = move;
        if (what === "publish") server.publish(value, "x");
        else if (what === "open" && browser.tabs.length < 5) browser.open();
        else if (what === "kill") browser.tabs[value]?.kill();
        else if (what === "freeze") browser.tabs[value]?.freeze();
        else if (what === "thaw") thawAll(browser);
        else if (what === "cut") server.cut();
        await server.pass(what === "pass" ? value : 1);
      }
      thawAll(browser);
      browser.open();
      await server.pass(20_000);
      server.publish(1, "last");
      await server.pass(20_000);
      expect(browser.tabs.filter(({ client }) => client.isLeading)).toHaveLength(1);
      expect(server.open).toHaveLength(1);
      for (const { screen } of browser.tabs) {
        expect(screen.states.at(-1)).toBe("live");
        expect(screen.rows).toEqual(rowsOf(server));
        expect(new Set(screen.seen).size).toBe(screen.seen.length);
      }
    }),
    { numRuns: 200 },
  );
});
