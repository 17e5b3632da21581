import { type Client, Pool, type PoolConfig } from "pg";

/** What a message was published in the course of. */
export interface Origin {
  parentTrace: string | null;
  /** What the caller from outside called it. */
  correlation: string | null;
}

/** A message for one queue (a subscription), on its way in. */
export interface NewDelivery extends Origin {
  queue: string;
  messageId: string;
  publishedAt: Date;
  expiresAt: Date;
  payload: string;
}

/** A message that this process holds the lease of. */
export interface Delivery extends Origin {
  id: string;
  /** From 1. Together with the id it names the lease: a later one has a higher number. */
  attempt: number;
  messageId: string;
  publishedAt: Date;
  payload: string;
}

export type Lease = Pick<Delivery, "id" | "attempt">;
export type Retry = Lease & { delayMs: number };
export type Burial = Lease & { reason: string };

/** First half of the locks that processes hold while they live: "leas" in ASCII. */
const lockSpace = 0x6c656173;

const holdsNoLock = `not exists (
  select from pg_locks where locktype = 'advisory' and classid = $2 and objid = holder.id and granted
    and database = (select oid from pg_database where datname = current_database()))`;

/**
 * Makes a process known by the lock that its listening connection holds: what it had is freed once that is gone. False while an
 * earlier connection of the same process, of whose end the server has not heard, has the lock.
 */
export async function holdLeases(listener: Client, holder: number): Promise<boolean> {
  const { rows } = await listener.query<{ got: boolean }>("select pg_try_advisory_lock($1::int, $2::int) as got", [
    lockSpace,
    holder,
  ]);
  if (rows[0]?.got !== true) return false;
  await listener.query("insert into holder (id) values ($1) on conflict do nothing", [holder]);
  return true;
}

/**
 * CTE `held (id)`: of the leases in the parameters, those that were not lost in the meantime, locked. Always in the order of their
 * ids, so that statements that touch the same rows wait for each other and never in a circle.
 */
const heldLeases = `held as (
  select delivery.id from delivery join unnest($1::bigint[], $2::int[]) as lease (id, attempt) using (id, attempt)
  order by delivery.id for update of delivery)`;

/** Where waiting processes listen. */
export const wakeChannel = "lobby_pubsub";

/**
 * The SQL of the queues. Times are PostgreSQL's own, since the processes may run on machines whose clocks differ. Publishing is
 * durable when it returns; leases and acknowledgements need not survive a crash of the server, because losing one only repeats
 * a delivery.
 */
export class QueueStore {
  readonly #publishing: Pool;
  readonly #consuming: Pool;

  constructor(url: string, onError: (error: Error) => void) {
    const pool = (config: PoolConfig) =>
      new Pool({
        connectionString: url,
        application_name: "lobby pubsub",
        idleTimeoutMillis: 0,
        keepAlive: true,
        ...config,
      }).on("error", onError);
    this.#publishing = pool({ max: 1 });
    this.#consuming = pool({ max: 4, options: "-c synchronous_commit=off" });
  }

  async close(): Promise<void> {
    await Promise.all([this.#publishing.end(), this.#consuming.end()]);
  }

  /** Adds the messages in the order given and wakes whoever listens; `sender` is what listeners can tell their own by. */
  async publish(messages: NewDelivery[], sender: string): Promise<void> {
    await this.#publishing.query({
      name: "publish",
      text: `
        with added as (
          insert into delivery (queue, due_at, message_id, published_at, expires_at, payload, parent_trace, correlation)
          select queue, clock_timestamp(), message_id, published_at, expires_at, payload, parent_trace, correlation
          from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $7::text[], $8::text[])
            with ordinality
            as message (queue, message_id, published_at, expires_at, payload, parent_trace, correlation, position)
          order by position
          returning queue
        )
        select pg_notify('${wakeChannel}', $6 || ' ' || queue)::text from (select distinct queue from added) as touched`,
      values: [
        messages.map((message) => message.queue),
        messages.map((message) => message.messageId),
        messages.map((message) => message.publishedAt),
        messages.map((message) => message.expiresAt),
        messages.map((message) => message.payload),
        sender,
        messages.map((message) => message.parentTrace),
        messages.map((message) => message.correlation),
      ],
    });
  }

  /** Leases up to `limit` messages that are due to this process, the longest due first. */
  async take(queue: string, limit: number, leaseMs: number, holder: number): Promise<Delivery[]> {
    const { rows } = await this.#consuming.query<Delivery & { due: string }>({
      name: "take",
      text: `
        with due as (
          select id, due_at from delivery where queue = $1 and due_at <= clock_timestamp()
          order by due_at, id limit $2 for update skip locked
        )
        update delivery set attempt = attempt + 1, due_at = clock_timestamp() + $3 * interval '1 millisecond', holder = $4
        from due where delivery.id = due.id
        returning delivery.id, attempt, message_id as "messageId", published_at as "publishedAt", payload,
          parent_trace as "parentTrace", correlation, (extract(epoch from due.due_at) * 1000000)::bigint as due`,
      values: [queue, limit, leaseMs, holder],
    });
    return rows.sort((a, b) => Number(a.due) - Number(b.due) || Number(a.id) - Number(b.id));
  }

  /** Removes handled messages; a lease that has been lost in the meantime is left alone. */
  async acknowledge(leases: Lease[]): Promise<void> {
    await this.#consuming.query({
      name: "acknowledge",
      text: `with ${heldLeases} delete from delivery using held where delivery.id = held.id`,
      values: columns(leases),
    });
  }

  /** Makes failed messages due again after their delay. */
  async retry(retries: Retry[]): Promise<void> {
    await this.#consuming.query({
      name: "retry",
      text: `with ${heldLeases}
             update delivery set due_at = clock_timestamp() + delay_ms * interval '1 millisecond', holder = null
             from held join unnest($1::bigint[], $3::float8[]) as retry (id, delay_ms) using (id)
             where delivery.id = held.id`,
      values: [...columns(retries), retries.map((retry) => retry.delayMs)],
    });
  }

  /** Moves messages to the dead letters. */
  async bury(burials: Burial[]): Promise<void> {
    await this.#consuming.query({
      name: "bury",
      text: `
        with ${heldLeases}, gone as (
          delete from delivery using held join unnest($1::bigint[], $3::text[]) as burial (id, reason) using (id)
          where delivery.id = held.id
          returning delivery.id, queue, message_id, published_at, attempt, reason, payload
        )
        insert into dead_letter (id, queue, message_id, published_at, died_at, attempts, reason, payload)
        select id, queue, message_id, published_at, clock_timestamp(), attempt, reason, payload from gone`,
      values: [...columns(burials), burials.map((burial) => burial.reason)],
    });
  }

  /** Moves messages that nobody took in time to the dead letters. */
  async buryExpired(): Promise<void> {
    await this.#consuming.query(`
      with expired as (
        select id from delivery where expires_at < clock_timestamp() and due_at < clock_timestamp() for update skip locked
      ), gone as (
        delete from delivery using expired where delivery.id = expired.id
        returning delivery.id, queue, message_id, published_at, attempt, payload
      )
      insert into dead_letter (id, queue, message_id, published_at, died_at, attempts, reason, payload)
      select id, queue, message_id, published_at, clock_timestamp(), attempt, 'kept longer than the subscription''s retention', payload from gone`);
  }

  /** The known processes, but this one, that hold no lock: they are dead, or have lost their listening connection for a moment. */
  async findSilent(own: number): Promise<number[]> {
    const { rows } = await this.#consuming.query<{ id: number }>({
      name: "find silent",
      text: `select id from holder where id <> $1 and ${holdsNoLock}`,
      values: [own, lockSpace],
    });
    return rows.map((row) => row.id);
  }

  /** Makes due what dead processes had; one that has its lock again is left alone. */
  async freeLeases(dead: number[]): Promise<void> {
    await this.#consuming.query(
      `with gone as (delete from holder where id = any($1) and ${holdsNoLock} returning id),
       held as (
         select delivery.id from delivery join gone on delivery.holder = gone.id
         where delivery.due_at > clock_timestamp() order by delivery.id for update of delivery
       )
       update delivery set due_at = clock_timestamp(), holder = null from held where delivery.id = held.id`,
      [dead, lockSpace],
    );
  }

  /** Keeps messages that are still being handled; a lease that has been lost in the meantime is left alone. */
  async renew(leases: Lease[], leaseMs: number, holder: number): Promise<void> {
    await this.#consuming.query({
      name: "renew",
      text: `with ${heldLeases}
             update delivery set due_at = clock_timestamp() + $3 * interval '1 millisecond'
             from held where delivery.id = held.id and delivery.holder = $4`,
      values: [...columns(leases), leaseMs, holder],
    });
  }

  /** Milliseconds until the next message of each queue is due, 0 or less when one is; queues without messages are absent. */
  async nextDue(queues: string[]): Promise<Map<string, number>> {
    const { rows } = await this.#consuming.query<{ queue: string; ms: number }>({
      name: "next due",
      text: `select queue, (extract(epoch from next.due_at - clock_timestamp()) * 1000)::float8 as ms
             from unnest($1::text[]) as queue,
               lateral (select due_at from delivery where delivery.queue = queue.queue order by due_at, id limit 1) as next`,
      values: [queues],
    });
    return new Map(rows.map((row) => [row.queue, row.ms]));
  }
}

function columns(leases: Lease[]): [string[], number[]] {
  return [leases.map((lease) => lease.id), leases.map((lease) => lease.attempt)];
}
