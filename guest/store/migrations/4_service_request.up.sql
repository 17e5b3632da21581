-- What guests ask for, and by when it is promised.
CREATE TABLE service_request (
  id             uuid PRIMARY KEY,
  org_id         uuid NOT NULL,
  property_id    integer NOT NULL,
  version        integer NOT NULL,
  category       text NOT NULL CHECK (category IN ('housekeeping', 'maintenance', 'food', 'information', 'other')),
  channel        text NOT NULL CHECK (channel IN ('desk', 'phone', 'chat', 'qr')),
  wish           text NOT NULL,
  room_id        uuid REFERENCES room (id),
  room_number    text,
  reservation_id uuid REFERENCES reservation (id),
  due_at         timestamptz(3) NOT NULL,
  state          text NOT NULL CHECK (state IN ('open', 'in_progress', 'done', 'cancelled')),
  handled_by     uuid,
  resolution     text,
  ended_at       timestamptz(3),
  created_by     uuid NOT NULL,
  created_at     timestamptz(3) NOT NULL,
  updated_at     timestamptz(3) NOT NULL,
  CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'cancelled')))
);
CREATE INDEX service_request_newest ON service_request (property_id, created_at, id);
CREATE INDEX service_request_open ON service_request (property_id, created_at, id) WHERE state IN ('open', 'in_progress');
