-- Lines of revenue. Append-only: a mistake is answered by a further line.
CREATE TABLE revenue (
  id             uuid PRIMARY KEY,
  org_id         uuid NOT NULL,
  property_id    integer NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
  currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  source         text NOT NULL CHECK (source IN ('room', 'fnb', 'addon', 'other')),
  payment_mode   text NOT NULL CHECK (payment_mode IN ('cash', 'card', 'bank', 'upi', 'ota', 'credit')),
  bank_reference text,
  description    text,
  business_date  date NOT NULL,
  occurred_at    timestamptz(3) NOT NULL,
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz(3) NOT NULL
);
-- The list of a property, newest first, in keyset pages.
CREATE INDEX revenue_list ON revenue (org_id, property_id, occurred_at DESC, id DESC);
-- Days: totals, and the list between two business dates.
CREATE INDEX revenue_day ON revenue (org_id, property_id, business_date);

CREATE FUNCTION revenue_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'F2: revenue is never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER revenue_append_only BEFORE UPDATE OR DELETE ON revenue
  FOR EACH ROW EXECUTE FUNCTION revenue_is_append_only();

-- The outbox (platform/outbox.ts). Events that no batch has yet; the runtime inserts and deletes without pause.
CREATE TABLE outbox (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id uuid NOT NULL,
  event  json NOT NULL CHECK (octet_length(event::text) <= 65536)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- The last batch number of each organisation.
CREATE TABLE outbox_stream (
  org_id        uuid PRIMARY KEY,
  last_batch_no bigint NOT NULL
) WITH (fillfactor = 50);

-- Numbered batches: a repeat is the same batch. Kept for some days after acceptance.
CREATE TABLE outbox_batch (
  org_id      uuid NOT NULL,
  batch_no    bigint NOT NULL,
  events      json NOT NULL,
  numbered_at timestamptz NOT NULL,
  accepted_at timestamptz,
  PRIMARY KEY (org_id, batch_no)
);
CREATE INDEX outbox_batch_waiting ON outbox_batch (org_id, batch_no) WHERE accepted_at IS NULL;
CREATE INDEX outbox_batch_accepted ON outbox_batch (accepted_at) WHERE accepted_at IS NOT NULL;

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
