import { ValueError } from "../values/value-error";
import { encodeParam } from "../values/encode-parameter";
import type { Param } from "../values/param";
import type { PgType } from "../values/pg-type";
import { earlyFailure, failure } from "../errors/failure";
import type { ByteClient } from "./byte-client";
import type { Exchange } from "./exchange";
import { type Column, readRow, type Result } from "./result";
import { RowQueue } from "./row-queue";
import { Command, Prepare, Run } from "./statement";
import type { TypeCatalog } from "./type-catalog";

/** One connection in use. Statements run one after the other; each begins when the rows of the one before are here. */
export class Session {
  readonly #client: ByteClient;
  readonly #types: TypeCatalog;
  readonly #isReused: boolean;
  #first: Exchange | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #running: { done: Promise<void>; rows: RowQueue } | undefined;

  constructor(client: ByteClient, types: TypeCatalog, isReused: boolean) {
    this.#client = client;
    this.#types = types;
    this.#isReused = isReused;
  }

  /** Begins a statement. Rejects with what PostgreSQL or a conversion says before it runs; the rest comes with the rows. */
  query(sql: string, params: readonly Param[]): Promise<Result> {
    return this.#inTurn(() => this.#begin(sql, params));
  }

  /** BEGIN, COMMIT, ROLLBACK, or nothing: whether PostgreSQL is there. */
  command(sql: "BEGIN" | "COMMIT" | "ROLLBACK" | ""): Promise<void> {
    return this.#inTurn(async () => {
      this.#running?.rows.lift();
      await this.#run(new Command(sql)).catch((error: Error) => {
        throw earlyFailure(error);
      });
    });
  }

  /** Resolves when nothing runs any more, which no longer waits for anybody who reads rows. */
  async settled(): Promise<void> {
    await this.#turn.catch(() => {});
    this.#running?.rows.lift();
    await this.#running?.done.catch(() => {});
  }

  /** Whether a transaction is open that nobody has ended. Ask when settled. */
  get isInTransaction(): boolean {
    return this.#client.getTransactionStatus() !== "I";
  }

  /** Whether the connection had been lost before it was lent: nothing has run on it, since what comes first only prepares. */
  get wasStale(): boolean {
    return this.#isReused && this.#first?.isLost === true;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #begin(sql: string, params: readonly Param[]): Promise<Result> {
    // It would end the statement early, and PostgreSQL would take what follows for something else.
    if (sql.includes("\0")) throw failure("error encoding message to server: string contains embedded null");
    this.#running?.rows.lift();
    try {
      let statement = await this.#prepare(sql);
      if (await this.#learn(statement.oids)) statement = await this.#prepare(sql);
      const types = new Map(statement.oids.map((oid) => [oid, this.#types.known(oid)!]));
      const columns = statement.columns.map(({ name, dataTypeID }): Column => ({ name, type: types.get(dataTypeID)! }));
      const rows = new RowQueue(this.#client);
      const run = new Run(
        encodeAll(
          statement.parameterOids.map((oid) => types.get(oid)!),
          params,
        ),
        rows,
      );
      this.#running = { done: run.done, rows };
      this.#client.run(run);
      await run.begun;
      return { columns, rows, done: run.done };
    } catch (error) {
      throw error instanceof ParameterError ? failure(error.message) : earlyFailure(error as Error);
    }
  }

  async #prepare(sql: string): Promise<Prepare> {
    const prepare = new Prepare(sql);
    await this.#run(prepare);
    return prepare;
  }

  #run(exchange: Exchange): Promise<void> {
    this.#first ??= exchange;
    this.#client.run(exchange);
    return exchange.done;
  }

  /** Asks for the types that are not known yet. Says whether there were any: then the statement must be prepared again. */
  async #learn(oids: readonly number[]): Promise<boolean> {
    const unknown = oids.filter((oid) => !this.#types.known(oid));
    for (const oid of unknown) await this.#types.find(oid, this.#askCatalog);
    return unknown.length > 0;
  }

  readonly #askCatalog = async (sql: string, oid: number): Promise<Record<string, unknown> | null> => {
    const result = await this.#begin(sql, [oid]);
    const cells = await result.rows.next();
    await result.done;
    return cells && readRow(result.columns, cells, { decimal: (text) => text });
  };
}

class ParameterError extends Error {}

function encodeAll(types: readonly PgType[], params: readonly Param[]): (Buffer | null)[] {
  if (types.length !== params.length)
    throw new ParameterError(`expected ${types.length} parameters but got ${params.length}`);
  return types.map((type, i) => {
    try {
      return encodeParam(type, params[i]!);
    } catch (error) {
      throw error instanceof ValueError
        ? new ParameterError(`error serializing parameter ${i}: ${error.message}`)
        : error;
    }
  });
}
