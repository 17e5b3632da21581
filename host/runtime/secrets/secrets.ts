/** The value of one secret, as the process was started with it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  cached(): string {
    return this.#value;
  }
}

/** The secret of that name; null when it is not set, which encore.dev turns into "" on the local cloud and into an error elsewhere. */
export function findSecret(secrets: Record<string, string>, name: string): Secret | null {
  return Object.hasOwn(secrets, name) ? new Secret(secrets[name]!) : null;
}
