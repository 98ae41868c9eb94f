-- Files that belong to contacts. The bytes are sealed files of their own in the vault's folder, under a name that only
-- the vault's key can make of the id.

CREATE TABLE contact_attachment (
    contact    INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    name       TEXT NOT NULL,
    mime       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;

-- Every file that a contact has, or had and could have again by an undo.
CREATE TABLE sealed_file (
    uuid BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Which attachment is the picture.
ALTER TABLE contact ADD COLUMN photo TEXT NOT NULL DEFAULT '';
