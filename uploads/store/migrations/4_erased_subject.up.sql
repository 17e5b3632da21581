-- Subjects that were erased lately: nothing is given to them any more, by whoever asked for them before.
CREATE TABLE erased_subject (
  org_id    uuid NOT NULL,
  kind      text NOT NULL,
  id        text NOT NULL,
  erased_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, kind, id)
);
CREATE INDEX erased_subject_at ON erased_subject (erased_at);
