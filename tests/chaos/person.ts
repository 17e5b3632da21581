import { call, login } from "../lib/api";
import { insist } from "./insist";

const RENEW_AFTER_MS = 10 * 60_000;

interface Me {
  organisation: { id: string };
  properties: { id: number; permissions: string[] }[];
}

/** Somebody of the demo hotels who is logged in. */
export class Person {
  readonly email: string;
  readonly me: Me;
  readonly #url: string;
  #token: string;
  #since = Date.now();

  private constructor(url: string, email: string, token: string, me: Me) {
    this.#url = url;
    this.email = email;
    this.#token = token;
    this.me = me;
  }

  static async logIn(url: string, email: string): Promise<Person> {
    const { accessToken } = await login(url, email);
    const { body } = await call<Me>(url, "GET", "/identity/me", { token: accessToken });
    return new Person(url, email, accessToken, body);
  }

  /** An access token that holds for some minutes more; logs in anew when there is none. */
  async token(): Promise<string> {
    if (Date.now() - this.#since > RENEW_AFTER_MS) {
      this.#token = (await insist(() => login(this.#url, this.email))).accessToken;
      this.#since = Date.now();
    }
    return this.#token;
  }

  /** The channels of finance that this person may see (SPEC RT13), at some properties or at all of theirs. */
  channels(properties?: readonly number[]): Set<string> {
    const mine = this.me.properties.filter((p) => properties?.includes(p.id) ?? true);
    const names = mine.flatMap(({ id, permissions }) => [
      ...(permissions.includes("finance.revenue.read") ? [`finance/${id}`] : []),
      ...(permissions.includes("finance.restricted.read") ? [`finance/${id}/restricted`] : []),
    ]);
    return new Set(names);
  }
}
