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
