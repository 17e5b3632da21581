-- The conversation of two people, made unless it is there: two who begin at the same moment get the same one.
CREATE FUNCTION get_or_create_conversation(new_id uuid, other uuid, member_ids uuid[], at timestamptz,
  OUT conversation uuid, OUT created boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  low constant uuid := least(app_person(), other);
  high constant uuid := greatest(app_person(), other);
BEGIN
  IF app_org() IS NULL OR app_person() IS NULL THEN
    RAISE EXCEPTION 'nobody asks' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO conversations (id, org_id, kind, person_low, person_high, created_by, created_at, updated_at, last_message_at)
  VALUES (new_id, app_org(), 'direct', low, high, app_person(), at, at, at)
  ON CONFLICT (org_id, person_low, person_high) WHERE kind = 'direct' DO NOTHING;
  created := found;
  IF created THEN
    INSERT INTO conversation_members (id, org_id, kind, conversation_id, person_id, role, is_internal, joined_at, updated_at)
    SELECT member_ids[n], app_org(), 'direct', new_id, (ARRAY[low, high])[n], 'member', true, at, at FROM generate_series(1, 2) n;
    conversation := new_id;
  ELSE
    SELECT id INTO STRICT conversation FROM conversations
    WHERE org_id = app_org() AND kind = 'direct' AND person_low = low AND person_high = high;
  END IF;
END $$;

-- A reaction changes the row of somebody else's message, which only its author and moderators may do otherwise. Call under the
-- conversation's lock. Tells whether the message is there for the person.
CREATE FUNCTION set_reaction(message uuid, emoji text, is_on boolean, changed_as bigint) RETURNS boolean
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
      version = m.version + 1, change_no = changed_as
  WHERE m.id = message AND m.org_id = app_org() AND m.deleted_at IS NULL
    AND (m.conversation_id IN (SELECT my_conversations())
      OR (m.kind = 'visitor' AND m.property_id = ANY (app_visitor_properties())))
    AND (m.is_public OR m.conversation_id IN (SELECT my_internal_conversations())
      OR (m.kind = 'visitor' AND m.property_id = ANY (app_visitor_properties())));
  RETURN found;
END $$;

-- For realtime, which decides what each connection sees: it speaks for the application and not for a person.
CREATE FUNCTION memberships_of(organisation uuid, people uuid[])
RETURNS TABLE (person_id uuid, conversation_id uuid, property_id integer, is_internal boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.person_id, m.conversation_id, m.property_id, m.is_internal FROM conversation_members m
  WHERE m.org_id = organisation AND m.person_id = ANY (people) AND m.left_at IS NULL AND m.kind <> 'visitor' $$;

-- Whether anybody ever talked, for the demo's seed.
CREATE FUNCTION has_conversations() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM conversations) $$;
