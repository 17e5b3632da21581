-- The streams `properties`, `users` and `branding`.
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

-- How often a person's roles at a property, or whether they may log in, changed. Stays when the last role goes, so that the number goes on.
CREATE TABLE user_version (
  person_id   uuid NOT NULL REFERENCES person,
  property_id integer NOT NULL REFERENCES property,
  version     integer NOT NULL,
  PRIMARY KEY (person_id, property_id)
);

-- How a property looks to its guests; no row until somebody says so.
CREATE TABLE branding (
  property_id   integer PRIMARY KEY REFERENCES property,
  version       integer NOT NULL,
  display_name  text NOT NULL CHECK (display_name <> ''),
  accent_colour text NOT NULL CHECK (accent_colour ~ '^#[0-9a-f]{6}$')
);
