-- Changes only when this database is restored from a backup: update log_state set epoch = substr(gen_random_uuid()::text, 1, 8).
create table log_state (
  only_row boolean primary key default true check (only_row),
  epoch text not null
);
insert into log_state (epoch) values (substr(gen_random_uuid()::text, 1, 8));

-- The row that a flush holds until its commit: so commit order is the order of seq, on any number of instances.
create table organisation (
  org_id uuid primary key,
  head bigint not null default 0,
  -- Nothing at or below it is promised any more: it is raised to the highest seq that retention has dropped.
  kept_after bigint not null default 0
);

-- The batch of a service that is taken next; what comes early waits in held_batch.
create table source (
  org_id uuid not null,
  service text not null,
  next_batch bigint not null,
  primary key (org_id, service)
);

create table held_batch (
  org_id uuid not null,
  service text not null,
  batch_no bigint not null,
  events jsonb not null,
  primary key (org_id, service, batch_no)
);

create table channel (
  org_id uuid not null,
  channel text not null,
  n bigint not null,
  digest text not null,
  primary key (org_id, channel)
);

-- Partitioned by the time inside the event id, so that the unique index on the id needs no other column to be truly unique.
create table event_log (
  org_id uuid not null,
  seq bigint not null,
  service text not null,
  channel text not null,
  n bigint not null,
  digest text not null,
  event_id uuid not null,
  made_at timestamptz not null,
  hash text not null,
  -- JSON texts: everything but the payload, and the payload, null once it is erased.
  envelope text not null,
  data text
) partition by range (made_at);
-- Neither index serves the other's question, whatever the planner believes of a new, empty partition.
create unique index event_log_event on event_log (event_id, made_at);
create index event_log_seq on event_log (org_id, seq);
create table event_log_default partition of event_log default;

-- What could not be sequenced, for people to look at. The hash makes a repeated delivery one row.
create table parked (
  id bigint generated always as identity primary key,
  service text not null,
  org_id uuid,
  batch_no bigint,
  reason text not null,
  payload text not null,
  payload_hash text not null,
  parked_at timestamptz not null,
  unique (service, payload_hash)
);

create function chain_step(digest text, first text, event_id text, event_type text, hash text) returns text
language sql immutable parallel safe as $$
  select rtrim(translate(encode(sha256(convert_to(
    coalesce(digest, first) || E'\n' || event_id || E'\n' || event_type || E'\n' || hash, 'UTF8')), 'base64'), '+/', '-_'), '=')
$$;
-- Running digest of a channel (SPEC RT12), as a window over its new events.
create aggregate chain(first text, event_id text, event_type text, hash text) (sfunc = chain_step, stype = text);

-- Takes the batches that are next in their number's order, and with them those that had been held. Returns a row per event that
-- was added to the log (envelope and data only where the caller does not have them), and one without seq per batch refused
-- because it is too far ahead. A batch already taken, and an event already in the log, leave no trace.
-- Listeners on realtime_log hear p_instance, so that the other processes read what was added.
-- p_batches: [{org, service, no, events: [{id, type, channel, madeAt, hash, envelope, data}]}]
create function take_batches(p_batches jsonb, p_hold integer, p_instance text)
returns table (org_id uuid, service text, batch_no bigint, seq bigint, channel text, n bigint, digest text,
               event_id uuid, hash text, envelope text, data text)
language plpgsql as $$
#variable_conflict use_column
begin
  insert into organisation (org_id)
    select distinct (b->>'org')::uuid from jsonb_array_elements(p_batches) b
    where not exists (select 1 from organisation o where o.org_id = (b->>'org')::uuid)
    order by 1
    on conflict do nothing;
  perform 1 from organisation o
    where o.org_id in (select (b->>'org')::uuid from jsonb_array_elements(p_batches) b)
    order by o.org_id for update;

  return query
  with input as materialized (
    select (b->>'org')::uuid as org_id, b->>'service' as service, (b->>'no')::bigint as batch_no, b->'events' as events
    from jsonb_array_elements(p_batches) b
  ), due as materialized (
    select i.org_id, i.service, coalesce(s.next_batch, 1) as next_batch
    from (select distinct org_id, service from input) i
    left join source s on s.org_id = i.org_id and s.service = i.service
  ), candidate as materialized (
    select distinct on (c.org_id, c.service, c.batch_no) c.org_id, c.service, c.batch_no, c.events, c.is_held, due.next_batch
    from (
      select org_id, service, batch_no, events, false as is_held from input
      union all
      select h.org_id, h.service, h.batch_no, h.events, true
      from due join held_batch h on h.org_id = due.org_id and h.service = due.service
    ) c
    join due on due.org_id = c.org_id and due.service = c.service
    where c.batch_no >= due.next_batch
    order by c.org_id, c.service, c.batch_no, c.is_held
  ), placed as materialized (
    select org_id, service, batch_no, events, is_held, next_batch,
      batch_no = next_batch - 1 + row_number() over (partition by org_id, service order by batch_no) as is_next
    from candidate
  ), hold as (
    insert into held_batch (org_id, service, batch_no, events)
      select org_id, service, batch_no, events from placed
      where not is_next and not is_held and batch_no < next_batch + p_hold
      on conflict do nothing
  ), release as (
    delete from held_batch h using placed p
    where p.is_next and h.org_id = p.org_id and h.service = p.service and h.batch_no = p.batch_no
  ), advance as (
    insert into source (org_id, service, next_batch)
      select org_id, service, max(batch_no) + 1 from placed where is_next group by org_id, service
      on conflict (org_id, service) do update set next_batch = excluded.next_batch
  ), fresh as materialized (
    select distinct on (p.org_id, e->>'id') p.org_id, p.service, p.batch_no, p.is_held, position, e
    from placed p, jsonb_array_elements(p.events) with ordinality as x(e, position)
    -- As a scalar subquery: it is answered by one index probe per event, whatever the planner guesses of the rest.
    where p.is_next and (
      select true from event_log l
      where l.event_id = (e->>'id')::uuid and l.made_at = (e->>'madeAt')::timestamptz
    ) is null
    order by p.org_id, e->>'id', p.service, p.batch_no, position
  ), numbered as materialized (
    select f.org_id, f.service, f.batch_no, f.is_held, e,
      o.head + row_number() over (partition by f.org_id order by f.service, f.batch_no, f.position) as seq,
      e->>'channel' as channel,
      coalesce(c.n, 0) + row_number() over in_channel as n,
      chain(coalesce(c.digest, e->>'channel'), e->>'id', e->>'type', e->>'hash') over in_channel as digest
    from fresh f
    join organisation o on o.org_id = f.org_id
    left join channel c on c.org_id = f.org_id and c.channel = e->>'channel'
    window in_channel as (partition by f.org_id, e->>'channel' order by f.service, f.batch_no, f.position rows unbounded preceding)
  ), stored as (
    insert into event_log (org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data)
      select org_id, seq, service, channel, n, digest, (e->>'id')::uuid, (e->>'madeAt')::timestamptz,
        e->>'hash', e->>'envelope', e->>'data'
      from numbered
  ), heads as (
    update organisation o set head = m.head
    from (select org_id, max(seq) as head from numbered group by org_id) m
    where o.org_id = m.org_id
  ), channels as (
    insert into channel (org_id, channel, n, digest)
      select distinct on (org_id, channel) org_id, channel, n, digest from numbered order by org_id, channel, n desc
      on conflict (org_id, channel) do update set n = excluded.n, digest = excluded.digest
  )
  select org_id, service, batch_no, seq, channel, n, digest, (e->>'id')::uuid, e->>'hash',
    case when is_held then e->>'envelope' end, case when is_held then e->>'data' end
  from numbered
  union all
  select org_id, service, batch_no, null, null, null, null, null, null, null, null
  from placed where not is_next and not is_held and batch_no >= next_batch + p_hold
  order by 1, 4;
  if found then
    perform pg_notify('realtime_log', p_instance);
  end if;
end $$;

-- The runtime role owns nothing: partitions are made and dropped by these two, which run as the owner.

-- Makes the partitions of p_days days from p_first on; rows that are waiting in the default partition move in. Returns how many it made.
create function make_log_partitions(p_first date, p_days integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  name text;
  made integer := 0;
begin
  for day in select p_first + i from generate_series(0, p_days - 1) i loop
    name := 'event_log_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('public.' || name) is not null;
    -- The parent too: a reader that waits for the default partition alone would look for rows that have moved away meanwhile.
    lock table public.event_log in access exclusive mode;
    execute format('create table public.%I (like public.event_log including all)', name);
    execute format(
      'with moved as (delete from public.event_log_default where made_at >= %L and made_at < %L
         returning org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data)
       insert into public.%I (org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data)
         select org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data from moved',
      day, day + 1, name);
    execute format('alter table public.event_log attach partition public.%I for values from (%L) to (%L)', name, day, day + 1);
    made := made + 1;
  end loop;
  return made;
end $$;

-- Drops what was made before the day, and raises kept_after so that nobody resumes across a hole. Returns how many partitions went.
create function drop_log_before(p_day date) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' as $$
declare
  name text;
  dropped integer := 0;
  old constant text[] := array(
    select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.event_log'::regclass and c.relname ~ '^event_log_\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < p_day);
begin
  if old = '{}' and not exists (select 1 from public.event_log_default where made_at < p_day) then
    return 0;
  end if;
  -- In the order in which a flush locks: organisations, then the log.
  perform 1 from public.organisation order by org_id for update;
  lock table public.event_log in access exclusive mode;
  update public.organisation o set kept_after = greatest(o.kept_after, gone.seq)
    from (select org_id, max(seq) as seq from public.event_log where made_at < p_day group by org_id) gone
    where o.org_id = gone.org_id;
  foreach name in array old loop
    execute format('drop table public.%I', name);
    dropped := dropped + 1;
  end loop;
  delete from public.event_log_default where made_at < p_day;
  return dropped;
end $$;
