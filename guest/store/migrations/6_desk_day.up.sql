-- Up to which day a property's desk is closed: no guest comes or leaves on such a day any more (G14). With what was open of the newest.
CREATE TABLE desk_day (
  org_id          uuid NOT NULL,
  property_id     integer NOT NULL,
  closed_through  date NOT NULL,
  open_arrivals   integer NOT NULL,
  open_departures integer NOT NULL,
  PRIMARY KEY (org_id, property_id)
);

-- The closed day, if there is one. Whoever changes a stay holds it so until the end of the transaction; whoever closes a day waits for them.
CREATE FUNCTION hold_day(org uuid, property integer) RETURNS date LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('desk_day'), property);
  RETURN (SELECT closed_through FROM desk_day WHERE org_id = org AND property_id = property);
END $$;
