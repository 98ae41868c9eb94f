-- The last name at birth, under which many still know somebody.
ALTER TABLE contact ADD COLUMN maiden TEXT NOT NULL DEFAULT '';
