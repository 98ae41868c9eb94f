-- The first shape of a vault. Identities outside are UUIDv7 in 16 bytes; inside, rowids that are never used twice.
-- Texts that are not known are '', so that no query has to think about NULL. Instants are UTC milliseconds.
-- References are looked at when a transaction commits: a statement over many rows need not be able to undo a part of
-- itself.

CREATE TABLE team_member (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid   BLOB NOT NULL UNIQUE,
    state  INTEGER NOT NULL DEFAULT 0,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL,
    email  TEXT NOT NULL DEFAULT '',
    is_me  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX team_member_by_name ON team_member (folded);

-- Journal: what a person thinks of as one thing, its lines, and apart from them what the lines held, so that erasing
-- a person removes values and keeps the line.
CREATE TABLE batch (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        BLOB NOT NULL UNIQUE,
    origin      TEXT NOT NULL,
    host        TEXT NOT NULL,
    actor       TEXT NOT NULL,
    replica     BLOB NOT NULL,
    at          INTEGER NOT NULL,
    label       TEXT NOT NULL,
    created     INTEGER NOT NULL DEFAULT 0,
    changed     INTEGER NOT NULL DEFAULT 0,
    reverts     INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    reverted_by INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX batch_by_reverts ON batch (reverts) WHERE reverts IS NOT NULL;

-- A line is about one record, or, when `until` is there, about the creation of all records from `record` to `until`:
-- bulk-created rows have no lines of their own.
CREATE TABLE change (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    batch  INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL,
    record INTEGER NOT NULL,
    until  INTEGER,
    path   TEXT NOT NULL
) STRICT;
CREATE INDEX change_by_record ON change (record, entity, seq);
CREATE INDEX change_by_batch ON change (batch, seq);

CREATE TABLE change_value (
    seq    INTEGER PRIMARY KEY REFERENCES change (seq) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    before TEXT,
    after  TEXT
) STRICT;

CREATE TABLE company (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          BLOB NOT NULL UNIQUE,
    state         INTEGER NOT NULL DEFAULT 0,
    created_batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    merged_into   INTEGER REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL,
    folded        TEXT NOT NULL,
    sort_name     BLOB NOT NULL,
    website       TEXT NOT NULL DEFAULT '',
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    notes         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX company_by_folded ON company (folded, state);
CREATE INDEX company_by_sort ON company (sort_name);

CREATE TABLE contact (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          BLOB NOT NULL UNIQUE,
    state         INTEGER NOT NULL DEFAULT 0,
    created_batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    merged_into   INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    owner         INTEGER REFERENCES team_member (id) DEFERRABLE INITIALLY DEFERRED,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    sort_display  BLOB NOT NULL,
    sort_family   BLOB NOT NULL,
    display       TEXT NOT NULL,
    prefix        TEXT NOT NULL DEFAULT '',
    given         TEXT NOT NULL DEFAULT '',
    middle        TEXT NOT NULL DEFAULT '',
    family        TEXT NOT NULL DEFAULT '',
    suffix        TEXT NOT NULL DEFAULT '',
    nickname      TEXT NOT NULL DEFAULT '',
    display_set   TEXT NOT NULL DEFAULT '',
    birthday      TEXT NOT NULL DEFAULT '',
    source        TEXT NOT NULL DEFAULT '',
    notes         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_by_display ON contact (state, sort_display);
CREATE INDEX contact_by_family ON contact (state, sort_family);
CREATE INDEX contact_by_updated ON contact (state, updated_at);
CREATE INDEX contact_by_merge ON contact (merged_into) WHERE merged_into IS NOT NULL;

-- Child rows are clustered by their contact. The uuid is the unit of undo, conflict and merge.
CREATE TABLE contact_email (
    contact    INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    value      TEXT NOT NULL,
    folded     TEXT NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_email_by_folded ON contact_email (folded);

-- `matched` is the E.164 form, or the bare digits where there is none.
CREATE TABLE contact_phone (
    contact    INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    value      TEXT NOT NULL,
    e164       TEXT NOT NULL,
    matched    TEXT NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_phone_by_matched ON contact_phone (matched);

CREATE TABLE contact_address (
    contact    INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    street     TEXT NOT NULL,
    locality   TEXT NOT NULL,
    region     TEXT NOT NULL,
    postcode   TEXT NOT NULL,
    country    TEXT NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_link (
    contact    INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_date (
    contact    INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    position   INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    label      TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;

-- Who works where, from when to when (days, '' when not known). The current primary one is what `company`, `title`
-- and `department` of a contact show.
CREATE TABLE affiliation (
    contact    INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid       BLOB NOT NULL,
    company    INTEGER REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    title      TEXT NOT NULL,
    department TEXT NOT NULL,
    role       TEXT NOT NULL,
    is_primary INTEGER NOT NULL,
    since      TEXT NOT NULL,
    until      TEXT NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;
CREATE INDEX affiliation_by_company ON affiliation (company) WHERE company IS NOT NULL;

CREATE TABLE tag (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid   BLOB NOT NULL UNIQUE,
    state  INTEGER NOT NULL DEFAULT 0,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX tag_by_name ON tag (folded);

CREATE TABLE contact_tag (
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    tag     INTEGER NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (contact, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_tag_by_tag ON contact_tag (tag);

-- What is left of a purged record.
CREATE TABLE purged (
    uuid   BLOB NOT NULL PRIMARY KEY,
    entity TEXT NOT NULL,
    batch  INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Paths that never leave this machine.
CREATE TABLE privacy_lock (
    entity TEXT NOT NULL,
    record INTEGER NOT NULL,
    path   TEXT NOT NULL,
    PRIMARY KEY (entity, record, path)
) STRICT, WITHOUT ROWID;

-- Properties of a card or a remote that Satchel has no field for, kept as they came.
CREATE TABLE extra (
    entity TEXT NOT NULL,
    record INTEGER NOT NULL,
    link   TEXT NOT NULL,
    name   TEXT NOT NULL,
    nth    INTEGER NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (entity, record, link, name, nth)
) STRICT, WITHOUT ROWID;

-- What is being typed and not saved yet. Not journaled.
CREATE TABLE draft (
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    path    TEXT NOT NULL,
    value   TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (contact, path)
) STRICT, WITHOUT ROWID;

-- Long work: the checkpoint is written in the transaction of the work it stands for. Only the owner, or anyone after
-- the lease, goes on with it.
CREATE TABLE job (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        BLOB NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    state       TEXT NOT NULL,
    label       TEXT NOT NULL,
    input       TEXT NOT NULL,
    checkpoint  TEXT NOT NULL,
    done        INTEGER NOT NULL DEFAULT 0,
    total       INTEGER NOT NULL DEFAULT 0,
    batch       INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    owner       TEXT NOT NULL DEFAULT '',
    lease_until INTEGER NOT NULL DEFAULT 0,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER,
    error       TEXT,
    report      TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE job_problem (
    job      INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    nth      INTEGER NOT NULL,
    problem  TEXT NOT NULL,
    PRIMARY KEY (job, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_failed_row (
    job    INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    line   INTEGER NOT NULL,
    cells  TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (job, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
