-- When an event was brought into the log, and by which process: for whoever asks what became of it. Null: before this was kept.
-- As defaults, so that a flush has nothing to carry; by the database's clock, which all processes share.
alter table event_log add column sequenced_at timestamptz, add column sequenced_by text;
alter table event_log
  alter column sequenced_at set default clock_timestamp(),
  alter column sequenced_by set default substring(current_setting('application_name') from '^realtime ([0-9a-f]+)$');

-- As before, but what moves in keeps when and by whom it was sequenced.
create or replace function make_log_partitions(p_first date, p_days integer) returns integer
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
         returning org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data, sequenced_at, sequenced_by)
       insert into public.%I (org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data, sequenced_at, sequenced_by)
         select org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data, sequenced_at, sequenced_by from moved',
      day, day + 1, name);
    execute format('alter table public.event_log attach partition public.%I for values from (%L) to (%L)', name, day, day + 1);
    made := made + 1;
  end loop;
  return made;
end $$;
