/** Statements under the runtime's database role and the settings of a person. */
import type { AuthData } from "../../identity/contract/auth";
import type { Tx } from "../../platform/tx";
import type { Actor } from "../domain/actor";
import { asActor } from "../store/context";
import { asOf } from "./people";

/** PostgreSQL's code for what somebody may not do. */
export const REFUSED = "42501";

/** Runs statements under the settings of a person. */
export const as = <T>(who: AuthData, work: (tx: Tx) => Promise<T>, more: Partial<Actor> = {}): Promise<T> =>
  asActor({ ...asOf(who), ...more }, work);

/** The values of a column over everything that the person is shown of a table. */
export const shown = (who: AuthData, table: string, column: string, more: Partial<Actor> = {}): Promise<string[]> =>
  as(
    who,
    async (tx) =>
      (await tx.query<{ value: string }>(`SELECT ${column}::text AS value FROM ${table}`)).rows.map((r) => r.value),
    more,
  );

/** Rows touched, or the code that PostgreSQL refuses with. */
export const tried = (
  who: AuthData,
  sql: string,
  values: unknown[] = [],
  more: Partial<Actor> = {},
): Promise<number | string | null> =>
  as(who, async (tx) => (await tx.query(sql, values)).rowCount, more).catch((err: { code: string }) => err.code);
