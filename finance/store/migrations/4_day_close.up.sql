-- Up to which day the books of a property are closed: nothing counts for such a day any more (F11).
CREATE TABLE books (
  org_id         uuid NOT NULL,
  property_id    integer NOT NULL,
  closed_through date NOT NULL,
  PRIMARY KEY (org_id, property_id)
);

-- The closed day, if there is one. Whoever books holds it so until the end of the transaction; whoever closes a day waits for them.
CREATE FUNCTION hold_books(org uuid, property integer) RETURNS date LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('books'), property);
  RETURN (SELECT closed_through FROM books WHERE org_id = org AND property_id = property);
END $$;

CREATE FUNCTION day_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM books
             WHERE org_id = NEW.org_id AND property_id = NEW.property_id AND closed_through >= NEW.business_date) THEN
    RAISE EXCEPTION 'F11: % is closed', NEW.business_date USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revenue_day_open BEFORE INSERT ON revenue FOR EACH ROW EXECUTE FUNCTION day_is_open();
CREATE TRIGGER expense_day_open BEFORE INSERT OR UPDATE ON expense
  FOR EACH ROW WHEN (NEW.state = 'posted') EXECUTE FUNCTION day_is_open();

-- The close of a property's day, and how far it has come.
CREATE TABLE day_close (
  id              uuid PRIMARY KEY,
  org_id          uuid NOT NULL,
  property_id     integer NOT NULL,
  version         integer NOT NULL,
  business_date   date NOT NULL,
  next_date       date NOT NULL,
  state           text NOT NULL CHECK (state IN ('locked', 'balanced', 'rolled', 'closed')),
  currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  revenue_minor   bigint,
  expense_minor   bigint,
  line_count      integer,
  expenses_open   integer NOT NULL,
  arrivals_open   integer NOT NULL,
  departures_open integer NOT NULL,
  reason          text,
  started_by      uuid NOT NULL,
  started_at      timestamptz(3) NOT NULL,
  closed_at       timestamptz(3),
  UNIQUE (org_id, property_id, business_date),
  CHECK (next_date = business_date + 1)
);
-- One at a time; also what a restart goes on with.
CREATE UNIQUE INDEX day_close_running ON day_close (org_id, property_id) WHERE state <> 'closed';

-- What the accounts of a closed day came to: in each currency debits equal credits.
CREATE TABLE trial_balance (
  close_id     uuid NOT NULL REFERENCES day_close,
  account      text NOT NULL,
  currency     text NOT NULL,
  debit_minor  bigint NOT NULL CHECK (debit_minor >= 0),
  credit_minor bigint NOT NULL CHECK (credit_minor >= 0),
  PRIMARY KEY (close_id, currency, account)
);
