-- Not messages alone have a pace: when a person did what last, for its limits.
ALTER TABLE send_rate RENAME TO pace;
ALTER TABLE pace RENAME COLUMN sent TO times;
ALTER TABLE pace ADD COLUMN what text NOT NULL DEFAULT 'send';
ALTER TABLE pace ALTER COLUMN what DROP DEFAULT;
ALTER TABLE pace DROP CONSTRAINT send_rate_pkey;
ALTER TABLE pace ADD PRIMARY KEY (org_id, person_id, what);
