-- Expenses, from submission to the books. A reversal is a further row that names the one it takes back.
CREATE TABLE expense (
  id              uuid PRIMARY KEY,
  org_id          uuid NOT NULL,
  property_id     integer NOT NULL,
  version         integer NOT NULL,
  state           text NOT NULL CHECK (state IN ('submitted', 'approved', 'rejected', 'posted', 'reversed')),
  category        text NOT NULL,
  vendor          text NOT NULL,
  amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
  tax_minor       bigint NOT NULL CHECK (tax_minor >= 0 AND tax_minor <= amount_minor),
  currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  payment_mode    text NOT NULL CHECK (payment_mode IN ('cash', 'card', 'bank', 'upi', 'ota', 'credit')),
  bank_reference  text,
  business_date   date NOT NULL,
  description     text,
  receipt_file_id uuid,
  reversal_of     uuid UNIQUE REFERENCES expense,
  submitted_by    uuid NOT NULL,
  submitted_at    timestamptz(3) NOT NULL,
  decided_by      uuid,
  decided_at      timestamptz(3),
  reason          text,
  CHECK (decided_by IS DISTINCT FROM submitted_by OR reversal_of IS NOT NULL)
);
CREATE INDEX expense_list ON expense (org_id, property_id, submitted_at DESC, id DESC);

-- What is in the books stays as it is: only its reversal is noted.
CREATE FUNCTION posted_expense_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'posted' AND NEW.state = 'reversed'
     AND to_jsonb(NEW) - '{state,version}'::text[] = to_jsonb(OLD) - '{state,version}'::text[] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'F9: a posted expense is never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER expense_kept BEFORE UPDATE OR DELETE ON expense
  FOR EACH ROW WHEN (OLD.state IN ('posted', 'reversed')) EXECUTE FUNCTION posted_expense_is_kept();
