-- The outbox as it stands in platform/outbox.sql since a database may own several event streams: each row names its own.
ALTER TABLE outbox ADD COLUMN service text NOT NULL DEFAULT 'finance', DROP CONSTRAINT outbox_pkey, ADD PRIMARY KEY (service, id);
ALTER TABLE outbox ALTER COLUMN service DROP DEFAULT;
ALTER TABLE outbox_stream ADD COLUMN service text NOT NULL DEFAULT 'finance', DROP CONSTRAINT outbox_stream_pkey, ADD PRIMARY KEY (service, org_id);
ALTER TABLE outbox_stream ALTER COLUMN service DROP DEFAULT;
ALTER TABLE outbox_batch ADD COLUMN service text NOT NULL DEFAULT 'finance', DROP CONSTRAINT outbox_batch_pkey, ADD PRIMARY KEY (service, org_id, batch_no);
ALTER TABLE outbox_batch ALTER COLUMN service DROP DEFAULT;
DROP INDEX outbox_batch_waiting, outbox_batch_accepted;
CREATE INDEX outbox_batch_waiting ON outbox_batch (service, org_id, batch_no) WHERE accepted_at IS NULL;
CREATE INDEX outbox_batch_accepted ON outbox_batch (service, accepted_at) WHERE accepted_at IS NOT NULL;
