import { expect, test } from "vitest";
import { FakeBrowser, type FakeTab } from "../__tests__/fake-browser";
import { FakeServer } from "../__tests__/fake-server";
import { rowsOf } from "../__tests__/scene";

/** So many tabs, all live behind two events. */
async function openTabs(count: number): Promise<{ browser: FakeBrowser; server: FakeServer; tabs: FakeTab[] }> {
  const server = new FakeServer();
  const browser = new FakeBrowser(server);
  server.publish(1, "first");
  server.publish(2, "second");
  const tabs: FakeTab[] = [];
  for (let i = 0; i < count; i++) {
    tabs.push(browser.open());
    await server.pass(50);
  }
  for (const { screen } of tabs) expect(screen.states.at(-1)).toBe("live");
  return { browser, server, tabs };
}

test("all tabs of a browser have one connection, and each has every event once", async () => {
  const { server, tabs } = await openTabs(4);
  server.publish(1, "third");
  await server.pass(20);
  expect(server.open).toEqual(["websocket"]);
  expect(server.tickets).toBe(1);
  for (const { screen } of tabs) {
    expect(screen.seen).toEqual([3]);
    expect(screen.refetches).toEqual(["connected"]);
    expect(screen.rows).toEqual(rowsOf(server));
  }
});

test("when the leading tab is killed another goes on at its own cursor: no hole, no repeat, nothing fetched", async () => {
  const { browser, server, tabs } = await openTabs(3);
  server.publish(1, "third");
  await server.pass(20);
  tabs[0]?.kill();
  server.publish(1, "fourth");
  server.publish(2, "fifth");
  await server.pass(50);
  expect(browser.leader).toBe(tabs[1]);
  expect(server.handshakes.at(-1)).toMatchObject({ lastSeq: 3, epoch: "e1" });
  for (const { screen } of tabs.slice(1)) {
    expect(screen.seen).toEqual([3, 4, 5]);
    expect(screen.refetches).toEqual(["connected"]);
    expect(screen.states.at(-1)).toBe("live");
  }
});

test("what the killed tab had not yet told the next one is told by the server", async () => {
  const { server, tabs } = await openTabs(3);
  const [first, second, third] = tabs as [FakeTab, FakeTab, FakeTab];
  second.freeze();
  server.publish(1, "third");
  await server.pass(20);
  first.kill();
  second.thaw();
  server.publish(1, "fourth");
  await server.pass(50);
  for (const { screen } of [second, third]) expect(screen.seen).toEqual([3, 4]);
});

test("a tab that was stopped for a while asks for what it has missed", async () => {
  const { server, tabs } = await openTabs(2);
  const [, second] = tabs as [FakeTab, FakeTab];
  second.freeze();
  for (let i = 0; i < 20; i++) server.publish(1, `missed ${i}`);
  await server.pass(50);
  second.thaw();
  await server.pass(50);
  expect(second.screen.seen).toEqual(Array.from({ length: 20 }, (_, i) => i + 3));
  expect(second.screen.refetches).toEqual(["connected"]);
});

test("a tab that lost a message sees it by the next one, and asks", async () => {
  const { server, tabs } = await openTabs(2);
  const [, second] = tabs as [FakeTab, FakeTab];
  second.deaf = 1;
  server.publish(1, "third");
  await server.pass(20);
  expect(second.screen.seen).toEqual([]);
  server.publish(1, "fourth");
  await server.pass(20);
  expect(second.screen).toMatchObject({ seen: [3, 4], refetches: ["connected"] });
});

test("a tab that missed more than is held has its rows fetched anew", async () => {
  const { browser, server, tabs } = await openTabs(1);
  for (let i = 0; i < 2_100; i++) server.publish(1, `at ${i}`);
  await server.pass(50);
  const late = browser.open({ epoch: "e1", seq: 2, marks: server.marks(2) });
  await server.pass(50);
  expect(late.screen.refetches).toEqual(["behind"]);
  expect(late.screen.rows).toEqual(rowsOf(server));
  server.publish(1, "next");
  await server.pass(50);
  expect(late.screen.seen).toEqual([2_103]);
  expect(tabs[0]?.screen.seen.at(-1)).toBe(2_103);
});

test("a reloaded tab resumes at its position, by the leader or by the server", async () => {
  const { browser, server, tabs } = await openTabs(2);
  const [first, second] = tabs as [FakeTab, FakeTab];
  server.publish(1, "third");
  await server.pass(20);
  const kept = structuredClone(first.client.position);
  expect(kept).toMatchObject({ epoch: "e1", seq: 3 });
  second.client.stop();
  second.kill();
  server.publish(1, "fourth");
  await server.pass(20);
  const reloaded = browser.open(kept);
  await server.pass(50);
  expect(reloaded.screen).toMatchObject({ seen: [4], refetches: [] });

  for (const tab of [first, reloaded]) tab.kill();
  server.publish(1, "fifth");
  const alone = browser.open(kept);
  await server.pass(50);
  expect(alone.screen).toMatchObject({ seen: [4, 5], refetches: [] });
});

test("a frozen leader is relieved by the tab that is looked at", async () => {
  const { browser, server, tabs } = await openTabs(2);
  const [first, second] = tabs as [FakeTab, FakeTab];
  first.freeze();
  server.publish(1, "third");
  second.wake();
  await server.pass(900);
  expect(second.client.isLeading).toBe(false);
  await server.pass(200);
  expect(second.client.isLeading).toBe(true);
  expect(second.screen.seen).toEqual([3]);
  // Back to life, it hears that it was robbed and follows.
  first.thaw();
  await server.pass(50);
  expect(browser.tabs.filter(({ client }) => client.isLeading)).toEqual([second]);
  expect(server.open).toEqual(["websocket"]);
  server.publish(1, "fourth");
  await server.pass(50);
  expect(first.screen.seen).toEqual([3, 4]);
});

test("a leader in trouble that nobody looks at gives way to a tab that somebody does, since its timers are slow", async () => {
  const { server, tabs } = await openTabs(2);
  const [first, second] = tabs as [FakeTab, FakeTab];
  first.hidden = true;
  server.cut();
  await server.pass(20);
  expect(second.client.isLeading).toBe(true);
  expect(first.client.isLeading).toBe(false);
  await server.pass(2_000);
  for (const { screen } of tabs) expect(screen.states.at(-1)).toBe("live");
});

test("changed rights make every tab fetch its rows anew, one that fails tries again", async () => {
  const { server, tabs } = await openTabs(2);
  const [, second] = tabs as [FakeTab, FakeTab];
  second.screen.failFetches = 1;
  server.say({ type: "resync", reason: "rights_changed", head: 2, epoch: "e1", channels: server.marks() });
  await server.pass(20);
  expect(second.screen.states.at(-1)).toBe("catching-up");
  await server.pass(3_000);
  for (const { screen } of tabs) expect(screen.refetches.at(-1)).toBe("rights_changed");
  expect(second.screen.refetches).toHaveLength(3);
  expect(second.screen.states.at(-1)).toBe("live");
});

test("a refusal ends the stream in every tab, and any of them can try again", async () => {
  const { server, tabs } = await openTabs(3);
  server.say({ type: "error", reason: "session_ended", message: "The login has ended." });
  await server.pass(1_000);
  for (const { screen } of tabs) expect(screen.states.at(-1)).toBe("offline");
  tabs[2]?.client.retry();
  await server.pass(50);
  for (const { screen } of tabs) expect(screen.states.at(-1)).toBe("live");
});

test("where the browser refuses the lock, a tab has a connection of its own", async () => {
  const server = new FakeServer();
  const browser = new FakeBrowser(server);
  browser.givesLocks = false;
  const { screen } = browser.open();
  await server.pass(50);
  server.publish(1, "first");
  await server.pass(50);
  expect(screen).toMatchObject({ seen: [1], refetches: ["connected"] });
  expect(server.tickets).toBe(1);
});

test("a tab that asked twice takes the answer once", async () => {
  const { browser, server } = await openTabs(1);
  const late = browser.open();
  late.wake();
  await server.pass(50);
  expect(late.screen.refetches).toEqual(["connected"]);
});
