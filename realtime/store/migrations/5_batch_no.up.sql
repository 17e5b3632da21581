-- The batch with which an event came, for whoever asks what became of it. Null: before this was kept, or it came without a number.
alter table event_log add column batch_no bigint;

-- take_batches and make_log_partitions as they are, with one column more in what they write.
do $$
declare
  before constant text := pg_get_functiondef('take_batches(jsonb, integer, text)'::regprocedure);
  flush constant text := replace(replace(before,
    'made_at, hash, envelope, data)', 'made_at, hash, envelope, data, batch_no)'),
    'e->>''envelope'', case when not is_erased then e->>''data'' end', 'e->>''envelope'', case when not is_erased then e->>''data'' end, batch_no');
  old_partitions constant text := pg_get_functiondef('make_log_partitions(date, integer)'::regprocedure);
  partitions constant text := replace(old_partitions, 'sequenced_at, sequenced_by', 'sequenced_at, sequenced_by, batch_no');
begin
  -- Two places and three, or the text is not what this was written for.
  assert length(flush) - length(before) = 2 * length(', batch_no'), 'take_batches has another text';
  assert length(partitions) - length(old_partitions) = 3 * length(', batch_no'), 'make_log_partitions has another text';
  execute flush;
  execute partitions;
end $$;
