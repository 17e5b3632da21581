-- Keys that document numbers are encrypted with: the newest encrypts, all are kept, since each number names its own.
CREATE TABLE cipher_key (
  id         uuid PRIMARY KEY,
  secret     bytea NOT NULL CHECK (octet_length(secret) = 32),
  created_at timestamptz NOT NULL
);

-- A document that a guest has shown. The number is there in encrypted form only (domain/number-cipher.ts).
CREATE TABLE id_document (
  id             uuid PRIMARY KEY,
  org_id         uuid NOT NULL,
  property_id    integer NOT NULL,
  version        integer NOT NULL,
  guest_id       uuid NOT NULL REFERENCES guest (id),
  reservation_id uuid REFERENCES reservation (id),
  type           text NOT NULL CHECK (type IN ('passport', 'id_card', 'driving_licence', 'residence_permit', 'other')),
  country        text,
  number_sealed  bytea NOT NULL,
  key_id         uuid NOT NULL REFERENCES cipher_key (id),
  number_last4   text NOT NULL,
  expires_on     date,
  views          integer NOT NULL,
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz(3) NOT NULL
);
CREATE INDEX id_document_list ON id_document (property_id, id);
CREATE INDEX id_document_reservation ON id_document (reservation_id);

-- Who has seen a number, when, and why. Never changed or deleted.
CREATE TABLE id_document_view (
  id          uuid PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES id_document (id),
  person_id   uuid NOT NULL,
  reason      text NOT NULL,
  viewed_at   timestamptz(3) NOT NULL
);
CREATE INDEX id_document_view_list ON id_document_view (document_id, id);

CREATE FUNCTION id_document_view_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'G10: a view of a document number is never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER id_document_view_append_only BEFORE UPDATE OR DELETE ON id_document_view
  FOR EACH ROW EXECUTE FUNCTION id_document_view_is_append_only();
