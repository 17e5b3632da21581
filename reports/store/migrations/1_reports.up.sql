-- What a property's numbers are made of, as the newest event of each entity says: rooms, stays, guests' requests, attendances.
CREATE TABLE fact (
  kind           text NOT NULL CHECK (kind IN ('room', 'stay', 'request', 'attendance')),
  id             uuid NOT NULL,
  org_id         uuid NOT NULL,
  property_id    integer NOT NULL,
  version        integer NOT NULL,
  state          text NOT NULL,
  arrival        date,
  departure      date,
  checked_in_on  date,
  checked_out_on date,
  PRIMARY KEY (kind, id)
);
CREATE INDEX fact_property ON fact (property_id);

-- Lines of revenue that were added up, so that none is added twice.
CREATE TABLE revenue_line (
  id            uuid PRIMARY KEY,
  org_id        uuid NOT NULL,
  property_id   integer NOT NULL,
  business_date date NOT NULL
);
CREATE INDEX revenue_line_day ON revenue_line (property_id, business_date);

CREATE TABLE day_revenue (
  org_id        uuid NOT NULL,
  property_id   integer NOT NULL,
  business_date date NOT NULL,
  source        text NOT NULL,
  currency      text NOT NULL,
  amount_minor  bigint NOT NULL,
  count         integer NOT NULL,
  PRIMARY KEY (property_id, business_date, source, currency)
);

-- What is told: `data` is the row as answers and events have it, but for id, version and property. A dashboard at version 0 was never counted.
CREATE TABLE dashboard (
  property_id   integer PRIMARY KEY,
  org_id        uuid NOT NULL,
  version       integer NOT NULL,
  -- Version of the property that the business date is from.
  property_version integer NOT NULL,
  business_date date,
  currency      text,
  data          json
);

CREATE TABLE day_figures (
  property_id   integer NOT NULL,
  business_date date NOT NULL,
  org_id        uuid NOT NULL,
  version       integer NOT NULL,
  data          json NOT NULL,
  PRIMARY KEY (property_id, business_date)
);

CREATE TABLE day_report (
  property_id   integer NOT NULL,
  business_date date NOT NULL,
  org_id        uuid NOT NULL,
  version       integer NOT NULL,
  data          json NOT NULL,
  PRIMARY KEY (property_id, business_date)
);

-- How far each stream of an organisation is applied: all batches up to applied_seq, and those of `ahead`.
CREATE TABLE source (
  org_id      uuid NOT NULL,
  stream      text NOT NULL,
  applied_seq bigint NOT NULL,
  ahead       bigint[] NOT NULL,
  PRIMARY KEY (org_id, stream)
);

-- The outbox (platform/outbox.ts). Events that no batch has yet; the runtime inserts and deletes without pause.
-- `service` is the event stream that they belong to: a database may own several.
CREATE TABLE outbox (
  id      bigint GENERATED ALWAYS AS IDENTITY,
  service text NOT NULL,
  org_id  uuid NOT NULL,
  event   json NOT NULL CHECK (octet_length(event::text) <= 65536),
  PRIMARY KEY (service, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- The last batch number of each organisation in each stream.
CREATE TABLE outbox_stream (
  service       text NOT NULL,
  org_id        uuid NOT NULL,
  last_batch_no bigint NOT NULL,
  PRIMARY KEY (service, org_id)
) WITH (fillfactor = 50);

-- Numbered batches: a repeat is the same batch. Kept for some days after acceptance.
CREATE TABLE outbox_batch (
  service     text NOT NULL,
  org_id      uuid NOT NULL,
  batch_no    bigint NOT NULL,
  events      json NOT NULL,
  numbered_at timestamptz NOT NULL,
  accepted_at timestamptz,
  PRIMARY KEY (service, org_id, batch_no)
);
CREATE INDEX outbox_batch_waiting ON outbox_batch (service, org_id, batch_no) WHERE accepted_at IS NULL;
CREATE INDEX outbox_batch_accepted ON outbox_batch (service, accepted_at) WHERE accepted_at IS NOT NULL;
