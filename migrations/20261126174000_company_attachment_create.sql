-- Files that belong to companies, as those of contacts.

CREATE TABLE company_attachment (
    company    INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    name       TEXT NOT NULL,
    mime       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    PRIMARY KEY (company, uuid)
) STRICT, WITHOUT ROWID;
