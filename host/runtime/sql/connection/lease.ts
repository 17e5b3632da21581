import type { Session } from "./session";

/** How a transaction came to be rolled back by the host. */
export type Neglect = "forgotten" | "by hand";

export const NEGLECT: Record<Neglect, string> = {
  forgotten: "transaction not completed, forcing rollback",
  "by hand": "a connection came back inside a transaction that was begun by hand; it was rolled back",
};

/** What a lease tells its pool. */
export interface Lender {
  /** The connection is free again, or broken. */
  release(error?: Error): void;
  rolledBack(reason: Neglect): void;
}

/** A connection on loan. */
export class Lease {
  readonly session: Session;
  readonly #lender: Lender;
  #isReturned = false;

  constructor(session: Session, lender: Lender) {
    this.session = session;
    this.#lender = lender;
  }

  /** Gives the connection back as soon as nothing runs on it; a second call does nothing. Never rejects. */
  async giveBack(reason: Neglect = "by hand"): Promise<void> {
    if (this.#isReturned) return;
    this.#isReturned = true;
    try {
      await this.session.settled();
      if (this.session.isInTransaction) {
        await this.session.command("ROLLBACK");
        this.#lender.rolledBack(reason);
      }
      this.#lender.release();
    } catch (error) {
      this.#lender.release(error as Error);
    }
  }
}
