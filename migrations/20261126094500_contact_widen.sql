-- What was not kept about contacts from the first day: where and in which language they are at home, and whether mail
-- arrives.

ALTER TABLE contact ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE contact_email ADD COLUMN status TEXT NOT NULL DEFAULT '';
