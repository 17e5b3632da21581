-- Deleted messages whose files uploads has not erased yet.
CREATE TABLE file_erasure (
  message_id uuid PRIMARY KEY,
  org_id     uuid NOT NULL,
  actor_id   uuid NOT NULL
);
