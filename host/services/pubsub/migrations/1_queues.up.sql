-- One row per message and subscription. `due_at` is when it may be delivered next: at once when published, after the lease while
-- it is being handled, after the back-off when the handler failed. Handled rows are deleted.
create table delivery (
  id bigint generated always as identity primary key,
  queue text not null,
  due_at timestamptz not null,
  attempt integer not null default 0,
  message_id text not null,
  published_at timestamptz not null,
  expires_at timestamptz not null,
  payload text not null,
  -- The process that has the lease.
  holder integer
) with (
  fillfactor = 70,
  -- Rows live for milliseconds: dead ones are cleaned away early, and the table is never large enough to make that expensive.
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_scale_factor = 0.0,
  autovacuum_vacuum_insert_scale_factor = 0.0,
  autovacuum_vacuum_insert_threshold = 100000,
  autovacuum_analyze_threshold = 10000,
  autovacuum_analyze_scale_factor = 0.0,
  autovacuum_vacuum_cost_delay = 0
);
create index delivery_due on delivery (queue, due_at, id);
create index delivery_expiry on delivery using brin (expires_at);

-- Processes that take messages. Each holds an advisory lock of this number while it lives, so that what it had when it died need not
-- wait for its lease to run out.
create table holder (
  id integer primary key
);

-- Messages that failed as often as their subscription allows, or stayed longer than it keeps them. They stay until somebody
-- replays or drops them.
create table dead_letter (
  id bigint primary key,
  queue text not null,
  message_id text not null,
  published_at timestamptz not null,
  died_at timestamptz not null,
  attempts integer not null,
  reason text not null,
  payload text not null
);
create index dead_letter_queue on dead_letter (queue, id);
