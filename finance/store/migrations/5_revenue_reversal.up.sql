-- A line is taken back by a further one with the opposite amount, once.
ALTER TABLE revenue
  ADD COLUMN reversal_of uuid UNIQUE REFERENCES revenue,
  DROP CONSTRAINT revenue_amount_minor_check,
  ADD CONSTRAINT revenue_amount_minor_check CHECK (amount_minor <> 0 AND (amount_minor < 0) = (reversal_of IS NOT NULL));
