-- A cashier's time at a drawer: opened with a float, counted once, closed when the variance is accepted.
CREATE TABLE cash_session (
  id             uuid PRIMARY KEY,
  org_id         uuid NOT NULL,
  property_id    integer NOT NULL,
  version        integer NOT NULL,
  state          text NOT NULL CHECK (state IN ('open', 'counted', 'closed')),
  business_date  date NOT NULL,
  currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  float_minor    bigint NOT NULL CHECK (float_minor >= 0),
  expected_minor bigint,
  counted_minor  bigint CHECK (counted_minor >= 0),
  variance_minor bigint,
  reason         text,
  cashier_id     uuid NOT NULL,
  opened_at      timestamptz(3) NOT NULL,
  counted_by     uuid,
  counted_at     timestamptz(3),
  closed_by      uuid,
  closed_at      timestamptz(3),
  CHECK ((state = 'open') = (counted_minor IS NULL)),
  CHECK (variance_minor IS NOT DISTINCT FROM counted_minor - expected_minor)
);
-- One drawer at a time; also where a booking looks for it.
CREATE UNIQUE INDEX cash_session_open ON cash_session (org_id, property_id, cashier_id) WHERE state = 'open';
CREATE INDEX cash_session_list ON cash_session (org_id, property_id, opened_at DESC, id DESC);

-- What went through the drawer until it was counted.
CREATE TABLE cash_flow (
  session_id   uuid NOT NULL REFERENCES cash_session,
  flow         text NOT NULL CHECK (flow IN ('taken', 'given_back', 'paid_out', 'returned')),
  count        integer NOT NULL,
  amount_minor bigint NOT NULL,
  PRIMARY KEY (session_id, flow)
);

-- The drawer that a line's cash went into or came out of.
ALTER TABLE revenue ADD COLUMN cash_session_id uuid REFERENCES cash_session;
ALTER TABLE expense ADD COLUMN cash_session_id uuid REFERENCES cash_session;
CREATE INDEX revenue_of_cash_session ON revenue (cash_session_id) WHERE cash_session_id IS NOT NULL;
CREATE INDEX expense_of_cash_session ON expense (cash_session_id) WHERE cash_session_id IS NOT NULL;

CREATE FUNCTION closed_cash_session_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'F14: a closed cash session is never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER cash_session_kept BEFORE UPDATE OR DELETE ON cash_session
  FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION closed_cash_session_is_kept();
