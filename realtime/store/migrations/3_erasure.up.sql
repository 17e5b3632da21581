-- Events whose payload was erased: it is dropped should it only come now. Kept for as long as something may still be under way.
create table erased_event (
  event_id uuid primary key,
  org_id uuid not null,
  -- The organisation's erasure with which it went.
  erasure bigint not null,
  erased_at timestamptz not null
);
create index erased_event_org on erased_event (org_id, erasure);

-- Raised with every erasure, so that each process notices that events in its memory have lost their payload.
alter table organisation add column erasures bigint not null default 0;

-- The payload of what is parked goes with an erasure that names an event of it.
alter table parked alter column payload drop not null;

drop function take_batches(jsonb, integer, text);

-- Takes the batches that are next in their number's order, and with them those that had been held. Returns a row per event that
-- was added to the log (envelope and data only where the caller does not have them), and one without seq per batch refused
-- because it is too far ahead. A batch already taken, and an event already in the log, leave no trace. A batch without a number is
-- taken at once and moves no other. Of an event that has been erased, the payload is dropped.
-- Listeners on realtime_log hear p_instance, so that the other processes read what was added.
-- p_batches: [{org, service, no, events: [{id, type, channel, madeAt, hash, envelope, data}]}]
create function take_batches(p_batches jsonb, p_hold integer, p_instance text)
returns table (org_id uuid, service text, batch_no bigint, seq bigint, channel text, n bigint, digest text,
               event_id uuid, hash text, envelope text, data text, is_erased boolean)
-- Planning costs more than a flush of one batch takes to run.
language plpgsql set plan_cache_mode = force_generic_plan as $$
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
    select (b->>'org')::uuid as org_id, b->>'service' as service, (b->>'no')::bigint as batch_no, b->'events' as events, place
    from jsonb_array_elements(p_batches) with ordinality as x(b, place)
  ), due as materialized (
    select i.org_id, i.service, coalesce(s.next_batch, 1) as next_batch
    from (select distinct org_id, service from input where batch_no is not null) i
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
  ), next as (
    select org_id, service, batch_no, events, is_held, 0 as place from placed where is_next
    union all
    select org_id, service, null, events, false, place from input where batch_no is null
  ), fresh as materialized (
    select distinct on (p.org_id, e->>'id') p.org_id, p.service, p.batch_no, p.is_held, p.place, position, e,
      exists (select from erased_event x where x.event_id = (e->>'id')::uuid) as is_erased
    from next p, jsonb_array_elements(p.events) with ordinality as x(e, position)
    -- As a scalar subquery: it is answered by one index probe per event, whatever the planner guesses of the rest.
    where (
      select true from event_log l
      where l.event_id = (e->>'id')::uuid and l.made_at = (e->>'madeAt')::timestamptz
    ) is null
    order by p.org_id, e->>'id', p.service, p.batch_no, p.place, position
  ), numbered as materialized (
    select f.org_id, f.service, f.batch_no, f.is_held, f.is_erased, e,
      o.head + row_number() over (partition by f.org_id order by f.service, f.batch_no, f.place, f.position) as seq,
      e->>'channel' as channel,
      coalesce(c.n, 0) + row_number() over in_channel as n,
      chain(coalesce(c.digest, e->>'channel'), e->>'id', e->>'type', e->>'hash') over in_channel as digest
    from fresh f
    join organisation o on o.org_id = f.org_id
    left join channel c on c.org_id = f.org_id and c.channel = e->>'channel'
    window in_channel as (partition by f.org_id, e->>'channel' order by f.service, f.batch_no, f.place, f.position rows unbounded preceding)
  ), stored as (
    insert into event_log (org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data)
      select org_id, seq, service, channel, n, digest, (e->>'id')::uuid, (e->>'madeAt')::timestamptz,
        e->>'hash', e->>'envelope', case when not is_erased then e->>'data' end
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
    case when is_held then e->>'envelope' end, case when is_held and not is_erased then e->>'data' end, is_erased
  from numbered
  union all
  select org_id, service, batch_no, null, null, null, null, null, null, null, null, null
  from placed where not is_next and not is_held and batch_no >= next_batch + p_hold
  order by 1, 4;
  if found then
    perform pg_notify('realtime_log', p_instance);
  end if;
end $$;
