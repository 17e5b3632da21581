ALTER TABLE session DROP CONSTRAINT session_end_reason_check;
ALTER TABLE session ADD CONSTRAINT session_end_reason_check
  CHECK (end_reason IN ('logout', 'refresh_token_reused', 'ended_by_person', 'password_changed', 'person_disabled'));
