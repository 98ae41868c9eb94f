-- What is known about companies beyond their name, and how people stand to each other.

ALTER TABLE company ADD COLUMN industry TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN size TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN employees TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN revenue TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN registration TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN vat TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN parent INTEGER REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX company_by_parent ON company (parent) WHERE parent IS NOT NULL;

-- Other names, domains, phones and addresses of companies: few, so in one table. `matched` is the form in which a name,
-- a domain or a number is looked up.
CREATE TABLE company_row (
    company    INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    collection TEXT NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    value      TEXT NOT NULL DEFAULT '',
    e164       TEXT NOT NULL DEFAULT '',
    street     TEXT NOT NULL DEFAULT '',
    locality   TEXT NOT NULL DEFAULT '',
    region     TEXT NOT NULL DEFAULT '',
    postcode   TEXT NOT NULL DEFAULT '',
    country    TEXT NOT NULL DEFAULT '',
    matched    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (company, uuid)
) STRICT, WITHOUT ROWID;
CREATE INDEX company_row_by_matched ON company_row (collection, matched) WHERE matched <> '';

-- How two people stand to each other: `one` is the `kind` of `other` (Ada is the manager of Bob).
CREATE TABLE relation (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          BLOB NOT NULL UNIQUE,
    state         INTEGER NOT NULL DEFAULT 0,
    kind          TEXT NOT NULL,
    one           INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    other         INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    strength      TEXT NOT NULL DEFAULT '',
    note          TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX relation_by_one ON relation (one);
CREATE INDEX relation_by_other ON relation (other);

-- Kinds of one's own; the usual ones are known to the program.
CREATE TABLE relation_kind (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid    BLOB NOT NULL UNIQUE,
    state   INTEGER NOT NULL DEFAULT 0,
    name    TEXT NOT NULL,
    folded  TEXT NOT NULL,
    reverse TEXT NOT NULL
) STRICT;
CREATE INDEX relation_kind_by_name ON relation_kind (folded);
