-- By what the website of a property lets its visitors write. The key stands in the website, for everybody to read.
CREATE TABLE widgets (
  org_id      uuid NOT NULL,
  property_id integer NOT NULL,
  site_key    text NOT NULL UNIQUE,
  is_on       boolean NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  updated_at  timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, property_id)
);

-- A visitor on one device, with their one conversation. Of the token only the hash is kept.
CREATE TABLE visits (
  token_hash      bytea PRIMARY KEY,
  org_id          uuid NOT NULL,
  property_id     integer NOT NULL,
  visitor_id      uuid NOT NULL,
  conversation_id uuid NOT NULL REFERENCES conversations (id),
  expires_at      timestamptz(3) NOT NULL
);
CREATE INDEX visits_expires_at ON visits (expires_at);

-- How often something was done within the running window, by network address or property.
CREATE TABLE visit_rate (
  key   text PRIMARY KEY,
  since timestamptz(3) NOT NULL,
  count integer NOT NULL
);

-- The property that a visitor visits; null for who works here.
CREATE FUNCTION app_visiting() RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.visiting', true), '')::integer $$;

-- A visitor has one kind of conversation, at one property, and speaks as a visitor; nobody else does. These bind the owner's functions as
-- well, so that none of them opens a way around.
CREATE POLICY of_visitors ON conversations AS RESTRICTIVE FOR INSERT
  WITH CHECK (CASE WHEN app_visiting() IS NULL THEN kind <> 'visitor' ELSE kind = 'visitor' AND property_id = app_visiting() END);
CREATE POLICY not_for_visitors ON communities AS RESTRICTIVE USING (app_visiting() IS NULL);
DO $do$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['messages', 'room_messages', 'direct_messages', 'community_messages', 'visitor_messages'] LOOP
    EXECUTE format($$CREATE POLICY of_visitors ON %I AS RESTRICTIVE FOR INSERT
      WITH CHECK ((sender_type = 'visitor') = (app_visiting() IS NOT NULL))$$, t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['widgets', 'visits'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $do$;
CREATE POLICY of_organisation ON widgets USING (org_id = app_org() AND app_visiting() IS NULL);
CREATE POLICY begun ON visits FOR INSERT
  WITH CHECK (org_id = app_org() AND visitor_id = app_person() AND property_id = app_visiting());

-- Whoever brings a key or a token is nobody yet, so these look beyond every organisation; nothing else does.
CREATE FUNCTION widget_by_key(key text) RETURNS TABLE (org_id uuid, property_id integer, is_on boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.org_id, w.property_id, w.is_on FROM widgets w WHERE w.site_key = key $$;

-- The visit of a token that has not ended at that time, which now lasts until `lasts_until`; written at most once a day.
CREATE FUNCTION visit_by_token(hash bytea, at timestamptz, lasts_until timestamptz)
RETURNS TABLE (org_id uuid, property_id integer, visitor_id uuid, conversation_id uuid, is_on boolean)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE visits v SET expires_at = lasts_until
  WHERE v.token_hash = hash AND v.expires_at > at AND v.expires_at < lasts_until - interval '1 day';
  SELECT v.org_id, v.property_id, v.visitor_id, v.conversation_id, w.is_on
  FROM visits v JOIN widgets w ON w.org_id = v.org_id AND w.property_id = v.property_id
  WHERE v.token_hash = hash AND v.expires_at > at $$;

CREATE FUNCTION drop_visits(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (DELETE FROM visits WHERE expires_at <= before RETURNING 1) SELECT count(*) FROM gone $$;
