import { expect, test } from "vitest";
import { type LoginState, type Session, SessionStore, type TokenAnswer } from "./session";

/** Two tabs over one storage and one lock, and a server that knows which refresh token is next. */
class Machine {
  stored: Session | null = null;
  clock = 0;
  asked: string[] = [];
  serverIsAway = false;
  loginEnded = false;
  /** What happens while the server thinks. */
  meanwhile = (): void => undefined;
  #queue: Promise<unknown> = Promise.resolve();

  tab(): SessionStore {
    return new SessionStore({
      read: () => this.stored,
      write: (session) => (this.stored = session),
      refresh: (token) => this.#answer(token),
      exclusive: <T>(run: () => Promise<T>) => {
        const result = this.#queue.then(run);
        this.#queue = result.catch(() => undefined);
        return result;
      },
      now: () => this.clock,
    });
  }

  async #answer(token: string): Promise<TokenAnswer | null> {
    if (this.serverIsAway) throw new TypeError("Failed to fetch");
    this.asked.push(token);
    this.meanwhile();
    const n = this.asked.length + 1;
    return this.loginEnded ? null : tokens(n);
  }
}

const tokens = (n: number): TokenAnswer => ({ accessToken: `a${n}`, refreshToken: `r${n}`, expiresIn: 900 });

test("a fresh token is given out without asking", async () => {
  const machine = new Machine();
  const tab = machine.tab();
  expect(await tab.accessToken()).toBeNull();
  tab.begin(tokens(1));
  expect(await tab.accessToken()).toBe("a1");
  expect(machine.asked).toEqual([]);
});

test("a token that expires within a minute is renewed once for all who wait, in all tabs", async () => {
  const machine = new Machine();
  const [one, two] = [machine.tab(), machine.tab()];
  one.begin(tokens(1));
  machine.clock = 845_000;
  const given = await Promise.all([one.accessToken(), one.accessToken(), two.accessToken(), two.accessToken()]);
  expect(given).toEqual(["a2", "a2", "a2", "a2"]);
  expect(machine.asked).toEqual(["r1"]);
});

test("a token that was refused is renewed, unless another tab has done so", async () => {
  const machine = new Machine();
  const [one, two] = [machine.tab(), machine.tab()];
  one.begin(tokens(1));
  expect(await one.renew("a1")).toBe("a2");
  expect(await two.renew("a1")).toBe("a2");
  expect(machine.asked).toEqual(["r1"]);
});

test("a login that the server has ended is ended here, and those who listen hear of it", async () => {
  const machine = new Machine();
  const tab = machine.tab();
  tab.begin(tokens(1));
  const heard: LoginState[] = [];
  tab.subscribe((login) => heard.push(login));
  machine.loginEnded = true;
  expect(await tab.renew("a1")).toBeNull();
  expect(tab.signedIn).toBe(false);
  expect(heard).toEqual(["ended"]);
});

test("a person's own logout is told apart from a login that was ended elsewhere", () => {
  const machine = new Machine();
  const [one, two] = [machine.tab(), machine.tab()];
  const heard: [tab: string, login: LoginState][] = [];
  one.subscribe((login) => heard.push(["one", login]));
  two.subscribe((login) => heard.push(["two", login]));
  one.begin(tokens(1));
  one.end("out");
  two.changed();
  expect(heard).toEqual([
    ["one", "in"],
    ["one", "out"],
    ["two", "ended"],
  ]);
});

test("a server that is away does not end the login", async () => {
  const machine = new Machine();
  const tab = machine.tab();
  tab.begin(tokens(1));
  machine.serverIsAway = true;
  await expect(tab.renew("a1")).rejects.toThrow("Failed to fetch");
  expect(tab.signedIn).toBe(true);
  machine.serverIsAway = false;
  expect(await tab.renew("a1")).toBe("a2");
});

test("tokens that arrive after the logout are dropped", async () => {
  const machine = new Machine();
  const tab = machine.tab();
  tab.begin(tokens(1));
  machine.meanwhile = () => tab.end();
  expect(await tab.renew("a1")).toBeNull();
  expect(machine.asked).toEqual(["r1"]);
  expect(tab.signedIn).toBe(false);
});

test("a tab that slept through a logout and the next login hears that its own has ended, once", () => {
  const machine = new Machine();
  machine.tab().begin(tokens(1));
  const [slept, other] = [machine.tab(), machine.tab()];
  const heard: LoginState[] = [];
  slept.subscribe((login) => heard.push(login));
  other.end("out");
  other.begin(tokens(2));
  // One call for each change, both after the second.
  slept.changed();
  slept.changed();
  expect(heard).toEqual(["ended", "in"]);
});

test("a renewal that is answered after the next login leaves that one alone", async () => {
  const machine = new Machine();
  const tab = machine.tab();
  for (const loginEnded of [false, true]) {
    machine.loginEnded = loginEnded;
    tab.begin(tokens(1));
    machine.meanwhile = () => tab.begin({ accessToken: "next", refreshToken: "next", expiresIn: 900 });
    expect(await tab.renew("a1")).toBeNull();
    expect(machine.stored?.accessToken).toBe("next");
  }
});
