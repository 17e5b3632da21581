-- The second wall. Every transaction of the service says in settings for whom it reads and writes (store/context.ts), and sees what that
-- person may see, whatever the statement asks for. Without the settings nothing is seen.
CREATE FUNCTION app_org() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.org', true), '')::uuid $$;
CREATE FUNCTION app_person() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.person', true), '')::uuid $$;
-- Where the person may be in rooms.
CREATE FUNCTION app_properties() RETURNS integer[] LANGUAGE sql STABLE AS $$
  SELECT string_to_array(nullif(current_setting('app.properties', true), ''), ',')::integer[] $$;
-- Whose visitors the person answers.
CREATE FUNCTION app_visitor_properties() RETURNS integer[] LANGUAGE sql STABLE AS $$
  SELECT string_to_array(nullif(current_setting('app.visitor_properties', true), ''), ',')::integer[] $$;

-- These run as the owner, whom a policy below lets read all members: so no policy asks itself.
CREATE FUNCTION my_conversations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.conversation_id FROM conversation_members m
  WHERE m.org_id = app_org() AND m.person_id = app_person() AND m.left_at IS NULL
    AND (m.kind <> 'room' OR m.property_id = ANY (app_properties())) $$;
CREATE FUNCTION my_internal_conversations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.conversation_id FROM conversation_members m
  WHERE m.org_id = app_org() AND m.person_id = app_person() AND m.left_at IS NULL AND m.is_internal
    AND (m.kind <> 'room' OR m.property_id = ANY (app_properties())) $$;
CREATE FUNCTION my_moderated_conversations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.conversation_id FROM conversation_members m
  WHERE m.org_id = app_org() AND m.person_id = app_person() AND m.left_at IS NULL AND m.role IN ('admin', 'moderator')
    AND (m.kind <> 'room' OR m.property_id = ANY (app_properties())) $$;
-- Its admin; or who made it, as long as nobody is in it.
CREATE FUNCTION may_manage_members(conversation uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
      SELECT FROM conversation_members m
      WHERE m.conversation_id = conversation AND m.org_id = app_org() AND m.person_id = app_person() AND m.left_at IS NULL
        AND m.role = 'admin' AND (m.kind <> 'room' OR m.property_id = ANY (app_properties())))
    OR EXISTS (
      SELECT FROM conversations c
      WHERE c.id = conversation AND c.org_id = app_org() AND c.created_by = app_person()
        AND NOT EXISTS (SELECT FROM conversation_members m WHERE m.conversation_id = c.id)) $$;

-- A member leaves and marks what was read; role, sight and return are given by an admin.
CREATE FUNCTION guard_own_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (new.role, new.is_internal, new.kind, new.conversation_id, new.person_id, new.org_id, new.property_id)
       IS DISTINCT FROM (old.role, old.is_internal, old.kind, old.conversation_id, old.person_id, old.org_id, old.property_id)
     OR (old.left_at IS NOT NULL AND new.left_at IS NULL) THEN
    IF NOT may_manage_members(old.conversation_id) THEN
      RAISE EXCEPTION 'only an admin of the conversation changes a membership' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER guard_own_membership BEFORE UPDATE ON conversation_members FOR EACH ROW
  WHEN (app_person() IS NOT NULL) EXECUTE FUNCTION guard_own_membership();

DO $do$
DECLARE
  t text;
  -- The conversation of a row is one of the person's, or of a visitor whom the person answers.
  within constant text := $$ org_id = app_org() AND (conversation_id IN (SELECT my_conversations())
    OR (kind = 'visitor' AND property_id = ANY (app_visitor_properties()))) $$;
  -- And the row is for the person's eyes.
  seen constant text := within || $$ AND (is_public IS NOT FALSE OR conversation_id IN (SELECT my_internal_conversations())
    OR (kind = 'visitor' AND property_id = ANY (app_visitor_properties()))) $$;
  changed constant text := seen || $$ AND (sender_id = app_person() OR conversation_id IN (SELECT my_moderated_conversations())) $$;
BEGIN
  FOREACH t IN ARRAY ARRAY['conversations', 'conversation_members', 'room_members', 'direct_members', 'community_members',
    'visitor_members', 'messages', 'room_messages', 'direct_messages', 'community_messages', 'visitor_messages', 'communities',
    'message_revisions', 'conversation_activity'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    -- For the functions and triggers of the migrations; the application's role is not the owner.
    EXECUTE format('CREATE POLICY of_owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['messages', 'room_messages', 'direct_messages', 'community_messages', 'visitor_messages'] LOOP
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (%s)', t, seen);
    EXECUTE format('CREATE POLICY sent ON %I FOR INSERT WITH CHECK (%s AND sender_id = app_person())', t, seen);
    EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE USING (%s) WITH CHECK (%s)', t, changed, changed);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['conversation_members', 'room_members', 'direct_members', 'community_members', 'visitor_members'] LOOP
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING ((org_id = app_org() AND person_id = app_person()) OR (%s))', t, within);
    EXECUTE format('CREATE POLICY added ON %I FOR INSERT WITH CHECK (org_id = app_org() AND may_manage_members(conversation_id))', t);
    EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE
      USING (org_id = app_org() AND (person_id = app_person() OR may_manage_members(conversation_id)))', t);
  END LOOP;
  EXECUTE format('CREATE POLICY seen ON message_revisions FOR SELECT USING (%s)', seen);
  EXECUTE format('CREATE POLICY kept ON message_revisions FOR INSERT WITH CHECK (%s)', seen);
  EXECUTE format('CREATE POLICY erased ON message_revisions FOR DELETE USING (%s)', seen);
  -- No policy lets anybody change what was noted.
  EXECUTE format('CREATE POLICY seen ON conversation_activity FOR SELECT USING (%s)', seen);
  EXECUTE format('CREATE POLICY noted ON conversation_activity FOR INSERT WITH CHECK (%s AND actor_id = app_person())', seen);
END $do$;

CREATE POLICY seen ON communities FOR SELECT
  USING (org_id = app_org() AND (NOT is_private OR conversation_id IN (SELECT my_conversations())));
CREATE POLICY made ON communities FOR INSERT WITH CHECK (org_id = app_org() AND may_manage_members(conversation_id));
CREATE POLICY changed ON communities FOR UPDATE USING (org_id = app_org() AND may_manage_members(conversation_id));

CREATE POLICY seen ON conversations FOR SELECT USING (org_id = app_org() AND (id IN (SELECT my_conversations())
  OR (kind = 'visitor' AND property_id = ANY (app_visitor_properties()))
  OR (kind = 'community' AND id IN (SELECT conversation_id FROM communities))));
CREATE POLICY made ON conversations FOR INSERT
  WITH CHECK (org_id = app_org() AND created_by = app_person() AND kind <> 'direct'
    AND (kind <> 'room' OR property_id = ANY (app_properties())));
CREATE POLICY changed ON conversations FOR UPDATE USING (org_id = app_org() AND (id IN (SELECT my_conversations())
  OR (kind = 'visitor' AND property_id = ANY (app_visitor_properties()))));
