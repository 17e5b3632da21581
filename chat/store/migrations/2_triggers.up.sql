-- The time of the application stands in the setting app.now of each transaction; without it the database's own clock serves.
CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.updated_at := coalesce(nullif(current_setting('app.now', true), '')::timestamptz, clock_timestamp());
  RETURN new;
END $$;
CREATE TRIGGER update_updated_at BEFORE UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_updated_at BEFORE UPDATE ON conversation_members FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_updated_at BEFORE UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_updated_at BEFORE UPDATE ON communities FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

-- Counts members who are there, whoever may see them.
CREATE FUNCTION update_community_member_count() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  before integer := 0;
  after integer := 0;
BEGIN
  IF tg_op <> 'INSERT' AND old.left_at IS NULL THEN before := 1; END IF;
  IF tg_op <> 'DELETE' AND new.left_at IS NULL THEN after := 1; END IF;
  IF before <> after THEN
    UPDATE communities SET member_count = member_count + after - before
    WHERE conversation_id = coalesce(new.conversation_id, old.conversation_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER update_community_member_count AFTER INSERT OR UPDATE OR DELETE ON community_members
  FOR EACH ROW EXECUTE FUNCTION update_community_member_count();

-- Whose memberships a transaction changed, so that whoever keeps connections open asks for those people alone. Rows are dropped after an
-- hour. The number is the transaction's: with it a reader takes up changes that commit late, as no sequence would let it.
CREATE TABLE membership_change (
  xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  org_id     uuid NOT NULL,
  person_id  uuid NOT NULL,
  -- By the database's own clock: it decides only when the row is dropped.
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX membership_change_xid ON membership_change (xid);
CREATE INDEX membership_change_changed_at ON membership_change (changed_at);

CREATE FUNCTION note_membership_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO membership_change (org_id, person_id) VALUES (coalesce(new.org_id, old.org_id), coalesce(new.person_id, old.person_id));
  RETURN NULL;
END $$;
CREATE TRIGGER membership_added AFTER INSERT OR DELETE ON conversation_members FOR EACH ROW
  EXECUTE FUNCTION note_membership_change();
CREATE TRIGGER membership_changed AFTER UPDATE ON conversation_members FOR EACH ROW
  WHEN (old.left_at IS DISTINCT FROM new.left_at OR old.is_internal IS DISTINCT FROM new.is_internal)
  EXECUTE FUNCTION note_membership_change();
