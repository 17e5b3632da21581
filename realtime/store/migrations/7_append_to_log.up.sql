-- The log of organisations whose next events, places and digests the caller has worked out from where they stood: nothing is left to do
-- but to see that they still stand there, and to store. False, with nothing done, when one of them does not, when a batch is held that
-- might come next, or when an event was erased before it came: then take_batches decides. Locks in the order of every flush.
-- p_envelopes and p_data: JSON texts, separated by the character 30, which no JSON has; an empty one in p_data is null.
create function append_to_log(
  p_instance text,
  p_orgs uuid[], p_heads bigint[], p_new_heads bigint[],
  p_source_orgs uuid[], p_services text[], p_next bigint[], p_new_next bigint[],
  p_channel_orgs uuid[], p_channels text[], p_channel_ns bigint[], p_channel_digests text[],
  p_event_orgs uuid[], p_seqs bigint[], p_event_services text[], p_event_channels text[], p_ns bigint[], p_digests text[],
  p_event_ids uuid[], p_made_at timestamptz[], p_hashes text[], p_batch_nos bigint[], p_envelopes text, p_data text
) returns boolean
language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  if cardinality(p_orgs) <> (
    select count(*) from (
      select from organisation o join unnest(p_orgs, p_heads) as known (org_id, head) on o.org_id = known.org_id
      where o.head = known.head order by o.org_id for update of o
    ) as held
  ) then
    return false;
  end if;
  if exists (
    select from unnest(p_source_orgs, p_services, p_next) as known (org_id, service, next_batch)
    left join source s on s.org_id = known.org_id and s.service = known.service
    where coalesce(s.next_batch, 1) <> known.next_batch
      or exists (select from held_batch h where h.org_id = known.org_id and h.service = known.service)
  ) or exists (select from erased_event x where x.event_id = any (p_event_ids)) then
    return false;
  end if;
  insert into event_log (org_id, seq, service, channel, n, digest, event_id, made_at, hash, batch_no, envelope, data)
    select * from unnest(p_event_orgs, p_seqs, p_event_services, p_event_channels, p_ns, p_digests, p_event_ids, p_made_at, p_hashes,
      p_batch_nos, string_to_array(p_envelopes, chr(30)), string_to_array(p_data, chr(30), ''));
  update organisation o set head = new.head from unnest(p_orgs, p_new_heads) as new (org_id, head) where o.org_id = new.org_id;
  insert into source (org_id, service, next_batch) select * from unnest(p_source_orgs, p_services, p_new_next)
    on conflict (org_id, service) do update set next_batch = excluded.next_batch;
  insert into channel (org_id, channel, n, digest) select * from unnest(p_channel_orgs, p_channels, p_channel_ns, p_channel_digests)
    on conflict (org_id, channel) do update set n = excluded.n, digest = excluded.digest;
  if cardinality(p_event_ids) > 0 then
    perform pg_notify('realtime_log', p_instance);
  end if;
  return true;
end $$;
