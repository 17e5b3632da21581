-- Events that tell the name of a file: their payload is erased with it.
CREATE TABLE file_event (
  file_id  uuid NOT NULL,
  event_id uuid NOT NULL,
  PRIMARY KEY (file_id, event_id)
);
-- Events whose payload is still to be erased.
CREATE TABLE event_erasure (
  event_id uuid PRIMARY KEY,
  org_id   uuid NOT NULL
);
