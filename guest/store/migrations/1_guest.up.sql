-- What is sold.
CREATE TABLE room_type (
  id          uuid PRIMARY KEY,
  org_id      uuid NOT NULL,
  property_id integer NOT NULL,
  version     integer NOT NULL,
  code        text NOT NULL,
  name        text NOT NULL,
  capacity    integer NOT NULL CHECK (capacity > 0),
  UNIQUE (property_id, code)
);

-- Rooms, with three fields that do not depend on each other.
CREATE TABLE room (
  id           uuid PRIMARY KEY,
  org_id       uuid NOT NULL,
  property_id  integer NOT NULL,
  version      integer NOT NULL,
  number       text NOT NULL,
  room_type_id uuid NOT NULL REFERENCES room_type (id),
  floor        integer,
  occupancy    text NOT NULL CHECK (occupancy IN ('vacant', 'occupied')),
  housekeeping text NOT NULL CHECK (housekeeping IN ('dirty', 'clean', 'inspected')),
  service      text NOT NULL CHECK (service IN ('in', 'oos', 'ooo')),
  updated_at   timestamptz(3) NOT NULL,
  UNIQUE (property_id, number)
);

CREATE TABLE guest (
  id          uuid PRIMARY KEY,
  org_id      uuid NOT NULL,
  property_id integer NOT NULL,
  name        text NOT NULL,
  email       text,
  phone       text,
  is_vip      boolean NOT NULL
);

CREATE TABLE reservation (
  id                 uuid PRIMARY KEY,
  org_id             uuid NOT NULL,
  property_id        integer NOT NULL,
  version            integer NOT NULL,
  confirmation       text NOT NULL,
  state              text NOT NULL
    CHECK (state IN ('confirmed', 'assigned', 'checked_in', 'due_out', 'checked_out', 'cancelled', 'no_show')),
  guest_id           uuid NOT NULL REFERENCES guest (id),
  room_type_id       uuid NOT NULL REFERENCES room_type (id),
  room_id            uuid REFERENCES room (id),
  arrival            date NOT NULL,
  departure          date NOT NULL,
  adults             integer NOT NULL CHECK (adults > 0),
  nightly_rate_minor bigint NOT NULL CHECK (nightly_rate_minor >= 0),
  currency           text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  eta                text,
  notes              text,
  checked_in_on      date,
  checked_out_on     date,
  created_by         uuid NOT NULL,
  created_at         timestamptz(3) NOT NULL,
  updated_at         timestamptz(3) NOT NULL,
  CHECK (departure > arrival),
  CHECK (room_id IS NOT NULL OR state NOT IN ('assigned', 'checked_in', 'due_out')),
  UNIQUE (property_id, confirmation)
);
-- The desk's lists: who comes and who leaves around a day, and who is in the house.
CREATE INDEX reservation_arrival ON reservation (property_id, arrival);
CREATE INDEX reservation_in_house ON reservation (property_id, departure) WHERE state IN ('checked_in', 'due_out');
CREATE INDEX reservation_checked_in_on ON reservation (property_id, checked_in_on);
CREATE INDEX reservation_checked_out_on ON reservation (property_id, checked_out_on);

-- One row per room and night that is sold: no room is sold twice (G1).
CREATE TABLE room_night (
  room_id        uuid NOT NULL REFERENCES room (id),
  night          date NOT NULL,
  reservation_id uuid NOT NULL REFERENCES reservation (id),
  PRIMARY KEY (room_id, night)
);
CREATE INDEX room_night_reservation ON room_night (reservation_id);

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
