-- Policies say which rows a statement of the application reaches. What is here says what of them it may make something else. It binds the
-- application's role: what runs as the owner are functions of the migrations, which have checked for themselves.
CREATE FUNCTION is_owner_of(relation oid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_get_userbyid(c.relowner) = current_user FROM pg_class c WHERE c.oid = relation $$;

-- Another name, as one further version, by who manages it. Its counters are number_message's.
CREATE FUNCTION guard_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free constant text[] := '{name,version,updated_at}';
BEGIN
  IF is_owner_of(tg_relid) THEN RETURN new; END IF;
  IF to_jsonb(new) - free IS DISTINCT FROM to_jsonb(old) - free OR new.version <> old.version + 1 OR NOT may_manage_members(old.id) THEN
    RAISE EXCEPTION 'only an admin of the conversation changes it, and only its name' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER guard_conversation BEFORE UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION guard_conversation();
CREATE POLICY new ON conversations AS RESTRICTIVE FOR INSERT WITH CHECK (version = 1 AND last_no = 0 AND last_change = 0);

CREATE FUNCTION guard_community() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free constant text[] := '{description,is_private,updated_at}';
BEGIN
  IF NOT is_owner_of(tg_relid) AND to_jsonb(new) - free IS DISTINCT FROM to_jsonb(old) - free THEN
    RAISE EXCEPTION 'of a community its description and who finds it are changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER guard_community BEFORE UPDATE ON communities FOR EACH ROW EXECUTE FUNCTION guard_community();
CREATE POLICY new ON communities AS RESTRICTIVE FOR INSERT WITH CHECK (member_count = 0);

-- A row says of itself where its conversation is, and policies believe it: so it must be true. Members have a property in rooms alone.
CREATE FUNCTION guard_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM conversations c WHERE c.id = new.conversation_id AND c.kind = new.kind AND c.org_id = new.org_id
      AND CASE WHEN tg_argv[0] = 'member' AND c.kind <> 'room' THEN NULL ELSE c.property_id END IS NOT DISTINCT FROM new.property_id) THEN
    RAISE EXCEPTION 'the conversation is not there' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER guard_place BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION guard_place('message');
CREATE TRIGGER guard_place BEFORE INSERT ON conversation_activity FOR EACH ROW EXECUTE FUNCTION guard_place('entry');
CREATE TRIGGER guard_place BEFORE INSERT ON conversation_members FOR EACH ROW EXECUTE FUNCTION guard_place('member');

-- Its author edits a message; who may delete it empties it, and that alone. Reactions are set_reaction's.
CREATE FUNCTION guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := '{version,change_no,updated_at}';
BEGIN
  IF is_owner_of(tg_relid) THEN RETURN new; END IF;
  IF new.deleted_at IS NOT NULL THEN free := free || '{content,mentions,reactions,deleted_at}'::text[];
  ELSIF old.sender_id = app_person() THEN free := free || '{content,is_public,mentions,edited_at}'::text[];
  END IF;
  IF old.deleted_at IS NOT NULL OR new.version <= old.version OR to_jsonb(new) - free IS DISTINCT FROM to_jsonb(old) - free
     OR (new.deleted_at IS NULL AND old.sender_id IS DISTINCT FROM app_person()) THEN
    RAISE EXCEPTION 'its author edits a message, and it is deleted as a whole' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER guard_message BEFORE UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION guard_message();

-- Gives a message its number and every change of one its own, and counts them on its conversation. After the guards, by its name.
CREATE FUNCTION number_message() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF tg_op = 'INSERT' THEN
    UPDATE conversations SET last_no = last_no + 1, last_change = last_change + 1, last_message_at = new.created_at
    WHERE id = new.conversation_id RETURNING last_no, last_change INTO new.no, new.change_no;
  ELSE
    UPDATE conversations SET last_change = last_change + 1 WHERE id = new.conversation_id RETURNING last_change INTO new.change_no;
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER number_message BEFORE INSERT OR UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION number_message();

-- Keeps what a message said before an edit, and nothing of one that is deleted.
CREATE FUNCTION keep_revision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF new.deleted_at IS NOT NULL THEN
    DELETE FROM message_revisions WHERE message_id = new.id;
  ELSE
    INSERT INTO message_revisions (org_id, kind, conversation_id, property_id, message_id, version, content, is_public, written_at)
    VALUES (old.org_id, old.kind, old.conversation_id, old.property_id, old.id, old.version, old.content, old.is_public,
            coalesce(old.edited_at, old.created_at));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_revision AFTER UPDATE ON messages FOR EACH ROW
  WHEN (old.content IS DISTINCT FROM new.content OR old.is_public <> new.is_public) EXECUTE FUNCTION keep_revision();
DROP POLICY kept ON message_revisions;
DROP POLICY erased ON message_revisions;

DROP FUNCTION set_reaction(uuid, text, boolean, bigint);
-- A reaction changes the row of somebody else's message, which nobody may do otherwise. Call under the conversation's lock. Tells whether
-- the message is there for the person.
CREATE FUNCTION set_reaction(message uuid, emoji text, is_on boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  people jsonb;
BEGIN
  SELECT coalesce(jsonb_agg(p ORDER BY n), '[]') INTO people
  FROM messages m, jsonb_array_elements_text(coalesce(m.reactions -> emoji, '[]')) WITH ORDINALITY AS e (p, n)
  WHERE m.id = message AND m.org_id = app_org() AND p <> app_person()::text;
  IF is_on THEN people := people || to_jsonb(app_person()::text); END IF;
  UPDATE messages m
  SET reactions = CASE WHEN people = '[]' THEN m.reactions - emoji ELSE jsonb_set(m.reactions, ARRAY[emoji], people) END,
      version = m.version + 1
  WHERE m.id = message AND m.org_id = app_org() AND m.deleted_at IS NULL
    AND (m.conversation_id IN (SELECT my_conversations())
      OR (m.kind = 'visitor' AND m.property_id = ANY (app_visitor_properties())))
    AND (m.is_public OR m.conversation_id IN (SELECT my_internal_conversations())
      OR (m.kind = 'visitor' AND m.property_id = ANY (app_visitor_properties())));
  RETURN found;
END $$;

-- A member reads on and leaves; role, sight, departure and return are an admin's to give. Each change is one further version. Nobody leaves
-- a direct or a visitor's conversation, and a marker never goes back.
CREATE OR REPLACE FUNCTION guard_own_membership() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := '{version,updated_at}';
  can_leave constant boolean := old.kind IN ('room', 'community');
  comes_back constant boolean := old.left_at IS NOT NULL AND new.left_at IS NULL;
BEGIN
  IF old.person_id = app_person() AND old.left_at IS NULL THEN
    free := free || '{read_no}'::text[];
    IF can_leave THEN free := free || '{left_at}'::text[]; END IF;
  END IF;
  IF can_leave AND may_manage_members(old.conversation_id) THEN
    free := free || '{role,is_internal,left_at}'::text[];
    IF comes_back THEN free := free || '{read_no,joined_at}'::text[]; END IF;
  END IF;
  IF new.version <> old.version + 1 OR new.read_no < old.read_no OR to_jsonb(new) - free IS DISTINCT FROM to_jsonb(old) - free THEN
    RAISE EXCEPTION 'only an admin of the conversation changes a membership' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN new;
END $$;

DO $do$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['messages', 'room_messages', 'direct_messages', 'community_messages', 'visitor_messages'] LOOP
    EXECUTE format($$CREATE POLICY new ON %I AS RESTRICTIVE FOR INSERT
      WITH CHECK (version = 1 AND reactions = '{}' AND edited_at IS NULL AND deleted_at IS NULL)$$, t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['conversation_members', 'room_members', 'direct_members', 'community_members', 'visitor_members'] LOOP
    EXECUTE format($$CREATE POLICY new ON %I AS RESTRICTIVE FOR INSERT WITH CHECK (version = 1 AND left_at IS NULL
      AND (kind <> 'visitor' OR (person_id = app_person() AND role = 'member' AND NOT is_internal)))$$, t);
  END LOOP;
END $do$;
