-- The first batch that came of a stream: what is between it and applied_seq is in the numbers, and does not come in again.
ALTER TABLE source ADD COLUMN applied_from bigint;
UPDATE source SET applied_from = applied_seq;
ALTER TABLE source ALTER COLUMN applied_from SET NOT NULL;

-- Facts are forgotten where a property is counted anew.
DELETE FROM fact WHERE state = 'gone';
