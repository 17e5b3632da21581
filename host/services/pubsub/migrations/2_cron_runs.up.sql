-- One row per job and due time, made by the process that runs it: whoever comes second finds it taken. A row without `finished_at`
-- is a run under way, or one whose process died; it is not repeated.
create table cron_run (
  job text not null,
  due_at timestamptz not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  -- `ok`, or the code of the error.
  code text,
  error text,
  primary key (job, due_at)
);
