-- What a dashboard counts: facts that are not over, and stays that began or ended on its date. The rest of a property is not read for it.
CREATE INDEX fact_live ON fact (property_id)
  WHERE state NOT IN ('closed', 'off', 'checked_out', 'cancelled', 'no_show');
CREATE INDEX fact_checked_in ON fact (property_id, checked_in_on) WHERE checked_in_on IS NOT NULL;
CREATE INDEX fact_checked_out ON fact (property_id, checked_out_on) WHERE checked_out_on IS NOT NULL;
