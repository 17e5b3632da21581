-- Which roles there are is said in one place, identity/domain/roles.ts.
ALTER TABLE person_role DROP CONSTRAINT person_role_role_check, ADD CONSTRAINT person_role_role_check CHECK (role ~ '^[a-z][a-z_]*$');
