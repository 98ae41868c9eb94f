-- By what a contact is known elsewhere: the uid of its card (source `uid`), the record's id in another program (source
-- `hubspot`, `salesforce`, …). Imports find by it who is here already. Not journaled: it says nothing about the person.
CREATE TABLE contact_key (
    source  TEXT NOT NULL,
    value   TEXT NOT NULL,
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (source, value, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_key_by_contact ON contact_key (contact);

-- The card that a contact came in, byte for byte: what nobody here understands is written back from it. Not journaled:
-- it is what was read, not what is so.
CREATE TABLE contact_card (
    contact  INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    encoding TEXT NOT NULL,
    whole    INTEGER NOT NULL,
    bytes    BLOB NOT NULL
) STRICT;

-- Profiles, by which connections that have no e-mail are known again.
CREATE INDEX contact_link_by_profile ON contact_link (lower(value)) WHERE instr(lower(value), 'linkedin.com/') > 0;

-- How files of one kind are imported, under a name; `header` tells which files.
CREATE TABLE import_recipe (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid       BLOB NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL UNIQUE,
    header     TEXT NOT NULL,
    recipe     TEXT NOT NULL,
    used_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX import_recipe_by_header ON import_recipe (header);
