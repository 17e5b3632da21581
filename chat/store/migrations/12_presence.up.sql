-- Until when each person's screens are taken to be connected, and when one of them was last used; over all processes. Nothing of the past
-- is kept, and nothing is lost that the next beat does not bring back.
CREATE UNLOGGED TABLE presence (
  org_id          uuid NOT NULL,
  person_id       uuid NOT NULL,
  connected_until timestamptz(3) NOT NULL,
  used_at         timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, person_id)
);
