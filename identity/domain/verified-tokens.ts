import { createHash, type KeyObject } from "node:crypto";
import { accept, type Outcome } from "../../platform/outcome";
import { type AccessClaims, isOver, type TokenRefusal, type VerifiedToken, verifyAccessToken } from "./access-token";

/** Tokens that were verified, by their hash, so that a client which comes again soon costs no signature. */
export class VerifiedTokens {
  readonly #limit: number;
  /** Oldest first. */
  readonly #known = new Map<string, VerifiedToken>();

  /** @param limit tokens that are remembered, about 300 bytes each */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#known.size;
  }

  /** As `verifyAccessToken` says. A token that is remembered is good as long as its key is, the very one, and until its time. */
  verify(token: string, keys: ReadonlyMap<string, KeyObject>, now: Date): Outcome<AccessClaims, TokenRefusal> {
    const hash = createHash("sha256").update(token).digest("base64");
    const known = this.#known.get(hash);
    if (known !== undefined && keys.get(known.kid) === known.key && !isOver(known.endsAtMs, now))
      return accept(known.claims);
    const verified = verifyAccessToken(token, keys, now);
    if (!verified.ok) return verified;
    this.#remember(hash, verified.value);
    return accept(verified.value.claims);
  }

  #remember(hash: string, verified: VerifiedToken): void {
    this.#known.delete(hash);
    this.#known.set(hash, verified);
    if (this.#known.size <= this.#limit) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
