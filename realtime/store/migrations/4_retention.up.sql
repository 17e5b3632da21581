-- How many days of an organisation's events can be replayed, where that is not the default of engine/housekeeping.ts.
create table retention (
  org_id uuid primary key,
  keep_days integer not null check (keep_days between 1 and 365)
);
