import { RealtimeClient } from "../client";
import type { Position } from "../machine/state";
import type { SocketEvents } from "../ports";
import type { TabMessage, TabPorts } from "../tabs/messages";
import { SharedClient } from "../tabs/shared-client";
import { FakeScreen } from "./fake-screen";
import type { FakeServer } from "./fake-server";

interface Waiting {
  grant: () => void;
}

/** A browser with tabs: its lock, its channel, and pages that end or freeze without a word. Time is the server's. */
export class FakeBrowser {
  readonly server: FakeServer;
  tabs: FakeTab[] = [];
  holder: { lost: () => void } | null = null;
  queue: Waiting[] = [];
  givesLocks = true;

  constructor(server: FakeServer) {
    this.server = server;
  }

  open(position: Position | null = null): FakeTab {
    const tab = new FakeTab(this, position);
    this.tabs.push(tab);
    tab.client.start();
    return tab;
  }

  get leader(): FakeTab | undefined {
    return this.tabs.find((tab) => tab.client.isLeading && tab.runs);
  }

  /** The next in line gets the lock in a later turn. */
  release(holder: object): void {
    if (this.holder !== holder) return;
    this.holder = null;
    this.server.setTimer(() => this.holder === null && this.queue.shift()?.grant(), 1);
  }
}

/** One tab, with what an application draws in it. */
export class FakeTab implements TabPorts {
  readonly screen: FakeScreen;
  readonly client: SharedClient;
  /** False when it has been killed, or stands still. */
  runs = true;
  hidden = false;
  /** So many of the next messages of other tabs do not reach it. */
  deaf = 0;
  #isKilled = false;
  /** What happened while it stood still. */
  #missed: (() => void)[] = [];
  #onMessage: ((message: TabMessage) => void) | null = null;
  #wake: () => void = () => undefined;
  readonly #browser: FakeBrowser;
  #lock: object | null = null;

  constructor(browser: FakeBrowser, position: Position | null) {
    this.#browser = browser;
    this.screen = new FakeScreen(browser.server);
    const { server } = browser;
    const ports = {
      fetchTicket: () => server.fetchTicket(),
      links: server.links.map((link) => ({
        transport: link.transport,
        open: (ticket: string | null, events: SocketEvents) =>
          link.open(ticket, {
            onOpen: () => this.#run(() => events.onOpen()),
            onMessage: (text) => this.#run(() => events.onMessage(text)),
            onClose: () => this.#run(() => events.onClose()),
          }),
      })),
      now: () => server.now(),
      random: () => server.random(),
      setTimer: (run: () => void, afterMs: number) => this.setTimer(run, afterMs),
      onWake: () => () => undefined,
    };
    this.client = new SharedClient(
      this,
      (handlers, from) => new RealtimeClient({ services: ["finance"] }, ports, handlers, from),
      this.screen,
      position,
    );
  }

  /** The browser ends the process: nothing runs any more, the lock is free, sockets close. */
  kill(): void {
    this.runs = false;
    this.#isKilled = true;
    this.#browser.tabs = this.#browser.tabs.filter((tab) => tab !== this);
    if (this.#lock !== null) {
      this.#browser.release(this.#lock);
      this.#browser.server.cut();
    }
  }

  /** It stands still and keeps its lock. */
  freeze(): void {
    this.runs = false;
    this.hidden = true;
  }

  thaw(): void {
    this.runs = true;
    this.hidden = false;
    const missed = this.#missed;
    this.#missed = [];
    for (const run of missed) run();
    this.#wake();
  }

  /** Somebody looks at it. */
  wake(): void {
    this.#wake();
  }

  lead({ signal, steal, lost }: Parameters<TabPorts["lead"]>[0]): Promise<() => void> {
    const browser = this.#browser;
    if (!browser.givesLocks) return Promise.reject(new Error("SecurityError"));
    return new Promise((resolve, reject) => {
      const lock = { lost };
      const grant = (): void => {
        browser.holder = lock;
        this.#lock = lock;
        resolve(() => browser.release(lock));
      };
      if (steal || browser.holder === null) {
        const robbed = browser.holder;
        grant();
        robbed?.lost();
        return;
      }
      const waiting = { grant: () => (this.runs ? grant() : browser.queue.shift()?.grant()) };
      browser.queue.push(waiting);
      signal.addEventListener("abort", () => {
        browser.queue = browser.queue.filter((other) => other !== waiting);
        reject(new Error("aborted"));
      });
    });
  }

  join(onMessage: (message: TabMessage) => void): ReturnType<TabPorts["join"]> {
    this.#onMessage = onMessage;
    return {
      post: (message) => {
        if (!this.runs) return;
        const copy = structuredClone(message);
        for (const tab of this.#browser.tabs) if (tab !== this) tab.#receive(copy);
      },
      leave: () => void (this.#onMessage = null),
    };
  }

  isHidden(): boolean {
    return this.hidden;
  }

  setTimer(run: () => void, afterMs: number): () => void {
    return this.#browser.server.setTimer(() => this.#run(run), afterMs);
  }

  onWake(run: () => void): () => void {
    this.#wake = run;
    return () => undefined;
  }

  onFreeze(): () => void {
    return () => undefined;
  }

  #receive(message: TabMessage): void {
    if (this.deaf > 0) {
      this.deaf -= 1;
      return;
    }
    this.#browser.server.setTimer(() => this.#run(() => this.#onMessage?.(message)), 1);
  }

  #run(task: () => void): void {
    if (this.runs) task();
    else if (!this.#isKilled) this.#missed.push(task);
  }
}
