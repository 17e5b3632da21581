-- The files of one subject.
CREATE INDEX file_subject ON file (org_id, subject_kind, subject_id, created_at) WHERE state = 'attached';
