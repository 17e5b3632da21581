import type { Connection } from "./connection";

/** Which connections stand on which login, and how many each organisation has. */
export class Roster {
  readonly #byLogin = new Map<string, Set<Connection>>();
  readonly #byOrg = new Map<string, number>();
  #joined = new Set<string>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(connection: Connection): void {
    this.#enter(connection);
    this.#size += 1;
    const { orgId } = connection.auth;
    this.#byOrg.set(orgId, this.ofOrganisation(orgId) + 1);
  }

  /** Nothing happens to one that is not here. */
  remove(connection: Connection): void {
    if (!this.#leave(connection)) return;
    this.#size -= 1;
    const { orgId } = connection.auth;
    const left = this.ofOrganisation(orgId) - 1;
    if (left > 0) this.#byOrg.set(orgId, left);
    else this.#byOrg.delete(orgId);
  }

  /** The connection goes over to another login of its person. */
  move(connection: Connection, sessionId: string): void {
    if (!this.#leave(connection)) return;
    connection.sessionId = sessionId;
    this.#enter(connection);
  }

  /** The logins that have connections here. */
  logins(): string[] {
    return [...this.#byLogin.keys()];
  }

  /** The logins that got a connection since the last call. */
  takeJoined(): Set<string> {
    const joined = this.#joined;
    this.#joined = new Set();
    return joined;
  }

  ofLogin(sessionId: string): ReadonlySet<Connection> {
    return this.#byLogin.get(sessionId) ?? new Set();
  }

  ofOrganisation(orgId: string): number {
    return this.#byOrg.get(orgId) ?? 0;
  }

  #enter(connection: Connection): void {
    const { sessionId } = connection;
    this.#joined.add(sessionId);
    const same = this.#byLogin.get(sessionId);
    if (same === undefined) this.#byLogin.set(sessionId, new Set([connection]));
    else same.add(connection);
  }

  #leave(connection: Connection): boolean {
    const same = this.#byLogin.get(connection.sessionId);
    const wasHere = same?.delete(connection) ?? false;
    if (same?.size === 0) this.#byLogin.delete(connection.sessionId);
    return wasHere;
  }
}
