-- Files and what is known of them. A row outlives its bytes: links, lists and events tell that they are gone.
CREATE TABLE file (
  id            uuid PRIMARY KEY,
  org_id        uuid NOT NULL,
  property_id   integer NOT NULL,
  owner_id      uuid NOT NULL,
  version       integer NOT NULL,
  purpose       text NOT NULL,
  name          text NOT NULL,
  content_type  text NOT NULL,
  -- Declared; of a ready image what is kept of it.
  size          bigint NOT NULL CHECK (size > 0),
  -- As the last event told it; the truth is in upload.
  received      bigint NOT NULL CHECK (received BETWEEN 0 AND size),
  state         text NOT NULL CHECK (state IN ('created', 'uploading', 'uploaded', 'checking', 'ready', 'attached', 'rejected', 'expired', 'erased')),
  reason        text,
  sha256        text,
  width         integer,
  height        integer,
  has_thumbnail boolean NOT NULL DEFAULT false,
  subject_kind  text,
  subject_id    text,
  -- Objects may still be in the bucket.
  has_bytes     boolean NOT NULL DEFAULT true,
  created_at    timestamptz(3) NOT NULL,
  changed_at    timestamptz(3) NOT NULL,
  CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
);
-- The list of a property, newest first, in keyset pages.
CREATE INDEX file_list ON file (org_id, property_id, created_at DESC, id DESC);
-- What a person began lately.
CREATE INDEX file_owner ON file (org_id, owner_id, created_at DESC);
-- What the sweep looks for: files that wait for their check, and those that nothing was ever done with.
CREATE INDEX file_pending ON file (state, changed_at) WHERE state IN ('created', 'uploading', 'uploaded', 'checking', 'ready');

-- Files that are gone and whose objects are not yet.
CREATE INDEX file_undropped ON file (changed_at) WHERE has_bytes AND state IN ('rejected', 'expired', 'erased');

-- How far the bytes of a file have come: as long as they may still come, and until they are checked.
CREATE TABLE upload (
  file_id    uuid PRIMARY KEY REFERENCES file,
  received   bigint NOT NULL,
  -- SHA-256 of what was received, in the middle of its work.
  hash_state bytea NOT NULL,
  told_at    timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);

-- The bytes of a file, in order and without a gap; each part is one object of the bucket.
CREATE TABLE part (
  file_id uuid NOT NULL REFERENCES file,
  start   bigint NOT NULL,
  size    integer NOT NULL CHECK (size BETWEEN 1 AND 8388608),
  sha256  bytea NOT NULL,
  object  text NOT NULL,
  PRIMARY KEY (file_id, start)
);

-- Bytes that an organisation holds or has announced.
CREATE TABLE org_usage (
  org_id uuid PRIMARY KEY,
  bytes  bigint NOT NULL CHECK (bytes >= 0)
);

-- Keys that sign download links. The newest signs; older ones verify until their links have ended.
CREATE TABLE link_key (
  id         uuid PRIMARY KEY,
  secret     bytea NOT NULL,
  created_at timestamptz(3) NOT NULL
);

-- Who was given the bytes of a guest's document, and when.
CREATE TABLE file_view (
  id          uuid PRIMARY KEY,
  file_id     uuid NOT NULL REFERENCES file,
  person_id   uuid NOT NULL,
  seen_at     timestamptz(3) NOT NULL
);
CREATE INDEX file_view_file ON file_view (file_id, seen_at DESC, id DESC);

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

-- Answers to requests that carried an Idempotency-Key (platform/idempotency.ts).
CREATE TABLE idempotency_key (
  org_id       uuid NOT NULL,
  person_id    uuid NOT NULL,
  endpoint     text NOT NULL,
  key          text NOT NULL,
  request_hash bytea NOT NULL,
  answer       json,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (org_id, person_id, endpoint, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
