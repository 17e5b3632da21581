-- Whose logins or rights a transaction changed, so that whoever keeps connections open asks for those alone. Rows are dropped after
-- an hour. The number is the transaction's: with it a reader takes up changes that commit late, as no sequence would let it.
CREATE TABLE access_change (
  xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  person_id  uuid NOT NULL,
  -- By the database's own clock: it decides only when the row is dropped.
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX access_change_xid ON access_change (xid);
CREATE INDEX access_change_changed_at ON access_change (changed_at);

CREATE FUNCTION note_session_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (person_id) VALUES (new.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER session_changed AFTER UPDATE ON session FOR EACH ROW
  WHEN (old.ended_at IS DISTINCT FROM new.ended_at OR old.expires_at IS DISTINCT FROM new.expires_at)
  EXECUTE FUNCTION note_session_change();

CREATE FUNCTION note_person_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (person_id) VALUES (new.id);
  RETURN NULL;
END $$;
CREATE TRIGGER person_changed AFTER UPDATE ON person FOR EACH ROW
  WHEN (old.disabled_at IS DISTINCT FROM new.disabled_at)
  EXECUTE FUNCTION note_person_change();

CREATE FUNCTION note_role_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (person_id) VALUES (coalesce(new.person_id, old.person_id));
  RETURN NULL;
END $$;
CREATE TRIGGER person_role_changed AFTER INSERT OR UPDATE OR DELETE ON person_role FOR EACH ROW
  EXECUTE FUNCTION note_role_change();

-- The facts of a property stand in the rights of everybody who has a role there.
CREATE FUNCTION note_property_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (person_id) SELECT DISTINCT person_id FROM person_role WHERE property_id = new.id;
  RETURN NULL;
END $$;
CREATE TRIGGER property_changed AFTER UPDATE ON property FOR EACH ROW
  EXECUTE FUNCTION note_property_change();
