/** The tokens of a login as they are kept, shared by all tabs. */
export interface Session {
  /** Names this login in this browser: what is kept for it here is kept apart from that of others. */
  login: string;
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since the epoch, by this machine's clock. */
  expiresAt: number;
}

export interface TokenAnswer {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
}

/** Somebody is logged in, has logged out, or was logged out: by the server, or in another tab. */
export type LoginState = "in" | "out" | "ended";

/** The world around the session; tests bring their own. */
interface SessionPorts {
  read(): Session | null;
  write(session: Session | null): void;
  /** Null when the server says that the login has ended; throws when it cannot be asked. */
  refresh(refreshToken: string): Promise<TokenAnswer | null>;
  /** Runs one at a time over all tabs. */
  exclusive<T>(run: () => Promise<T>): Promise<T>;
  now(): number;
}

/** A token is renewed this long before it expires, so that no request leaves with one that expires on the way. */
const EARLY_MS = 60_000;

/**
 * Holds the login: gives out an access token that is good, and renews it once for all who wait, in this tab and the others. A refresh
 * token is good for one use, so two tabs must not spend the same one.
 */
export class SessionStore {
  readonly #ports: SessionPorts;
  readonly #listeners = new Set<(login: LoginState) => void>();
  #renewal: Promise<string | null> | null = null;
  /** Whose login this tab knows of. */
  #known: string | null;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#known = this.login;
  }

  get signedIn(): boolean {
    return this.#ports.read() !== null;
  }

  /** Calls back when a login begins or ends here; other tabs' are told by `changed`. Returns how to take it back. */
  subscribe(listener: (login: LoginState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is stored was changed by another tab. A tab that slept may find the next login there without having heard of the logout. */
  changed(): void {
    const before = this.#known;
    this.#known = this.login;
    const goesOn = this.#known !== null && (before === null || before === this.#known);
    this.#tell(goesOn ? "in" : "ended");
  }

  /** The name of the login; null when nobody is logged in. */
  get login(): string | null {
    return this.#ports.read()?.login ?? null;
  }

  begin(answer: TokenAnswer): void {
    const login = [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("");
    this.#ports.write(this.#toSession(login, answer));
    this.#known = login;
    this.#tell("in");
  }

  end(why: "out" | "ended" = "ended"): void {
    this.#ports.write(null);
    this.#known = null;
    this.#tell(why);
  }

  /** A token good for at least a minute; null when nobody is logged in. Throws when it has to be renewed and the server is away. */
  async accessToken(): Promise<string | null> {
    const session = this.#ports.read();
    if (session === null) return null;
    return this.#isGood(session) ? session.accessToken : this.renew(session.accessToken);
  }

  /** Renews because `spent` was refused or expires; another tab's newer token is taken instead of renewing twice. */
  renew(spent: string): Promise<string | null> {
    this.#renewal ??= this.#ports.exclusive(() => this.#renewNow(spent)).finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  async #renewNow(spent: string): Promise<string | null> {
    const session = this.#ports.read();
    if (session === null) return null;
    if (session.accessToken !== spent && this.#isGood(session)) return session.accessToken;
    const answer = await this.#ports.refresh(session.refreshToken);
    // Logged out while we asked, or somebody else in: the answer is of a login that has ended.
    if (this.login !== session.login) return null;
    if (answer === null) {
      this.end();
      return null;
    }
    this.#ports.write(this.#toSession(session.login, answer));
    return answer.accessToken;
  }

  #tell(login: LoginState): void {
    for (const listener of this.#listeners) listener(login);
  }

  #isGood(session: Session): boolean {
    return session.expiresAt - this.#ports.now() > EARLY_MS;
  }

  #toSession(login: string, answer: TokenAnswer): Session {
    const { accessToken, refreshToken, expiresIn } = answer;
    return { login, accessToken, refreshToken, expiresAt: this.#ports.now() + expiresIn * 1000 };
  }
}
