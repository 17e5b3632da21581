-- A list of guests that is checked in together. Its key makes a repeat the same batch (G11).
CREATE TABLE checkin_batch (
  id          uuid PRIMARY KEY,
  org_id      uuid NOT NULL,
  property_id integer NOT NULL,
  -- 0 until its first rows are done and told of.
  version     integer NOT NULL,
  batch_key   text NOT NULL,
  ok          integer NOT NULL,
  failed      integer NOT NULL,
  documents   integer NOT NULL,
  started_by  uuid NOT NULL,
  started_at  timestamptz(3) NOT NULL,
  updated_at  timestamptz(3) NOT NULL,
  UNIQUE (property_id, batch_key)
);

-- What became of a row. Row, stay, documents and their events commit together.
CREATE TABLE checkin_item (
  batch_id       uuid NOT NULL REFERENCES checkin_batch (id),
  row_key        text NOT NULL,
  position       integer NOT NULL,
  request_hash   bytea NOT NULL,
  is_ok          boolean NOT NULL,
  reservation_id uuid,
  confirmation   text,
  guest_name     text,
  room_number    text,
  documents      integer NOT NULL,
  reason         text,
  errors         json NOT NULL,
  -- Whether an event of the batch has told of it as it is now.
  is_told        boolean NOT NULL,
  PRIMARY KEY (batch_id, row_key)
);
CREATE INDEX checkin_item_untold ON checkin_item (batch_id, position) WHERE NOT is_told;
