-- How often an erasure failed: those that did come last, so that they keep no other from its turn.
ALTER TABLE event_erasure ADD COLUMN tries integer NOT NULL DEFAULT 0;
ALTER TABLE file_erasure ADD COLUMN tries integer NOT NULL DEFAULT 0;
