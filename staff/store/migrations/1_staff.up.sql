-- Who works at a property, what is planned and what was, what is to be done and what the next shift must know.
CREATE TABLE member (
  id          uuid PRIMARY KEY,
  org_id      uuid NOT NULL,
  property_id integer NOT NULL,
  version     integer NOT NULL,
  person_id   uuid,
  employee_no text,
  name        text NOT NULL,
  department  text NOT NULL,
  position    text,
  status      text NOT NULL CHECK (status IN ('active', 'left'))
);
CREATE INDEX member_list ON member (org_id, property_id, name, id);
CREATE UNIQUE INDEX member_employee_no ON member (org_id, property_id, employee_no);
-- One login is one member at a property.
CREATE UNIQUE INDEX member_person ON member (org_id, property_id, person_id) WHERE status = 'active';

CREATE TABLE shift (
  id            uuid PRIMARY KEY,
  org_id        uuid NOT NULL,
  property_id   integer NOT NULL,
  version       integer NOT NULL,
  department    text NOT NULL,
  member_id     uuid REFERENCES member,
  member_name   text,
  starts_at     timestamptz(3) NOT NULL,
  ends_at       timestamptz(3) NOT NULL CHECK (ends_at > starts_at),
  break_minutes integer NOT NULL,
  note          text,
  state         text NOT NULL CHECK (state IN ('draft', 'published', 'accepted', 'started', 'ended', 'cancelled'))
);
CREATE INDEX shift_list ON shift (org_id, property_id, starts_at, id);
CREATE INDEX shift_member ON shift (member_id, starts_at);

CREATE TABLE attendance (
  id          uuid PRIMARY KEY,
  org_id      uuid NOT NULL,
  property_id integer NOT NULL,
  version     integer NOT NULL,
  member_id   uuid NOT NULL REFERENCES member,
  member_name text NOT NULL,
  department  text NOT NULL,
  shift_id    uuid REFERENCES shift,
  started_at  timestamptz(3) NOT NULL,
  ended_at    timestamptz(3) CHECK (ended_at >= started_at)
);
-- Nobody is on duty twice.
CREATE UNIQUE INDEX attendance_open ON attendance (member_id) WHERE ended_at IS NULL;
CREATE INDEX attendance_list ON attendance (org_id, property_id, started_at DESC, id DESC);

CREATE TABLE handover (
  id              uuid PRIMARY KEY,
  org_id          uuid NOT NULL,
  property_id     integer NOT NULL,
  version         integer NOT NULL,
  department      text NOT NULL,
  text            text NOT NULL,
  cash_minor      bigint,
  currency        text NOT NULL,
  written_by      uuid NOT NULL,
  written_at      timestamptz(3) NOT NULL,
  acknowledged_by uuid,
  acknowledged_at timestamptz(3)
);
CREATE INDEX handover_list ON handover (org_id, property_id, written_at DESC, id DESC);

CREATE TABLE task (
  id            uuid PRIMARY KEY,
  org_id        uuid NOT NULL,
  property_id   integer NOT NULL,
  version       integer NOT NULL,
  title         text NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('housekeeping', 'maintenance', 'guest_request', 'other')),
  priority      text NOT NULL CHECK (priority IN ('low', 'normal', 'urgent')),
  room          text,
  notes         text,
  due_at        timestamptz(3),
  state         text NOT NULL CHECK (state IN ('open', 'assigned', 'accepted', 'in_progress', 'done', 'inspected', 'skipped')),
  assignee_id   uuid REFERENCES member,
  assignee_name text,
  created_by    uuid NOT NULL,
  created_at    timestamptz(3) NOT NULL,
  done_at       timestamptz(3)
);
CREATE INDEX task_list ON task (org_id, property_id, created_at DESC, id DESC);
-- The board: what is still to be done.
CREATE INDEX task_open ON task (org_id, property_id) WHERE state NOT IN ('done', 'inspected', 'skipped');

-- What became of a task, step by step.
CREATE TABLE task_step (
  task_id uuid NOT NULL REFERENCES task,
  version integer NOT NULL,
  org_id  uuid NOT NULL,
  step    text NOT NULL,
  state   text NOT NULL,
  by      uuid NOT NULL,
  at      timestamptz(3) NOT NULL,
  note    text,
  PRIMARY KEY (task_id, version)
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
