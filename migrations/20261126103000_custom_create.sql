-- Fields of one's own: what they are, the options of those that offer some, and what records hold in them. Nothing is
-- made or altered when somebody makes a field.

CREATE TABLE custom_field (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          BLOB NOT NULL UNIQUE,
    state         INTEGER NOT NULL DEFAULT 0,
    created_batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    entity        TEXT NOT NULL,
    key           TEXT NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    required      INTEGER NOT NULL DEFAULT 0,
    is_unique     INTEGER NOT NULL DEFAULT 0,
    position      INTEGER NOT NULL DEFAULT 0,
    pattern       TEXT NOT NULL DEFAULT '',
    least         TEXT NOT NULL DEFAULT '',
    most          TEXT NOT NULL DEFAULT '',
    preset        TEXT NOT NULL DEFAULT '',
    help          TEXT NOT NULL DEFAULT '',
    heading       TEXT NOT NULL DEFAULT '',
    currency      TEXT NOT NULL DEFAULT '',
    shown_field   TEXT NOT NULL DEFAULT '',
    shown_value   TEXT NOT NULL DEFAULT '',
    -- What the sort keys of its values were made by: they are made anew when that is no longer what they would be.
    sorted_as     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE custom_option (
    field    INTEGER NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid     BLOB NOT NULL,
    position INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    name     TEXT NOT NULL,
    colour   TEXT NOT NULL,
    PRIMARY KEY (field, uuid)
) STRICT, WITHOUT ROWID;

-- `record` is a contact or a company, as the field says. Numbers and amounts are in `num`, times a million; what else
-- there is, and the currency of an amount, in `text`.
CREATE TABLE custom_value (
    field  INTEGER NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    record INTEGER NOT NULL,
    num    INTEGER,
    text   TEXT NOT NULL,
    sort   BLOB NOT NULL,
    PRIMARY KEY (field, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX custom_value_by_sort ON custom_value (field, sort, record);

-- Another number with every change of a definition; 0 while there was none. Whoever keeps definitions in memory looks
-- here whether they still hold.
CREATE TABLE custom_version (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO custom_version (id, version) VALUES (1, 0);
CREATE TRIGGER custom_field_insert AFTER INSERT ON custom_field BEGIN
    UPDATE custom_version SET version = random();
END;
CREATE TRIGGER custom_field_update AFTER UPDATE ON custom_field BEGIN
    UPDATE custom_version SET version = random();
END;
CREATE TRIGGER custom_field_delete AFTER DELETE ON custom_field BEGIN
    UPDATE custom_version SET version = random();
END;
CREATE TRIGGER custom_option_insert AFTER INSERT ON custom_option BEGIN
    UPDATE custom_version SET version = random();
END;
CREATE TRIGGER custom_option_update AFTER UPDATE ON custom_option BEGIN
    UPDATE custom_version SET version = random();
END;
CREATE TRIGGER custom_option_delete AFTER DELETE ON custom_option BEGIN
    UPDATE custom_version SET version = random();
END;
