/** The value of one `secret()`. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  cached(): string {
    return this.#value;
  }
}
