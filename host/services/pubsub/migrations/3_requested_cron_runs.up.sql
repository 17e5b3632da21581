-- A run that somebody asked for has no `started_at` until a process takes it.
alter table cron_run alter column started_at drop not null;
