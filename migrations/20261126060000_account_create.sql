-- Other copies of the book that this vault is kept in step with. What was given to sign in is not in here. `settings`
-- is what the connector was told, `rules` who wins, `schedule` when it is synced by itself. `owner` is the process that is at a run, `lease_until` until when
-- it is believed.
CREATE TABLE account (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        BLOB NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    folded      TEXT NOT NULL UNIQUE,
    settings    TEXT NOT NULL,
    rules       TEXT NOT NULL,
    schedule    TEXT NOT NULL,
    paused      INTEGER NOT NULL DEFAULT 0,
    created_at  INTEGER NOT NULL,
    owner       TEXT NOT NULL DEFAULT '',
    lease_until INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How far an account is: where the remote's feed was left, which line of the journal was looked at last, and what the
-- engine remembers besides.
CREATE TABLE sync_state (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    entity  TEXT NOT NULL,
    cursor  TEXT,
    seq     INTEGER NOT NULL DEFAULT 0,
    memory  TEXT NOT NULL,
    PRIMARY KEY (account, entity)
) STRICT, WITHOUT ROWID;

-- Which record here is which record there, and the mirror: what both sides agreed on and what was seen there last. A
-- link that is `unsettled` is looked at in every run; one that is `gone` is of a record that ended on both sides.
CREATE TABLE sync_link (
    account   INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    entity    TEXT NOT NULL,
    record    INTEGER NOT NULL,
    remote    TEXT NOT NULL,
    unsettled INTEGER NOT NULL,
    gone      INTEGER NOT NULL,
    mirror    TEXT NOT NULL,
    PRIMARY KEY (account, entity, record)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sync_link_by_remote ON sync_link (account, entity, remote);
CREATE INDEX sync_link_by_unsettled ON sync_link (account, entity) WHERE unsettled;
CREATE INDEX sync_link_by_record ON sync_link (record, entity);

-- What is open about a record for an account: that it is to be sent, that a create was not answered, that a change was
-- refused, that it is held, that a person has to decide.
CREATE TABLE sync_matter (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    entity  TEXT NOT NULL,
    record  INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    path    TEXT NOT NULL DEFAULT '',
    value   TEXT NOT NULL,
    PRIMARY KEY (account, entity, record, kind, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_matter_by_kind ON sync_matter (account, kind);

-- What is known about a record there and not settled yet: what an answer told of it, or which record here it is.
CREATE TABLE sync_word (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    entity  TEXT NOT NULL,
    remote  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (account, entity, remote, kind)
) STRICT, WITHOUT ROWID;

-- Runs, and what became of single records in them. Names of people are not in here; `words` are the remote's.
CREATE TABLE sync_run (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    account     INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    outcome     TEXT NOT NULL,
    report      TEXT NOT NULL,
    batch       INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX sync_run_by_account ON sync_run (account, id);

CREATE TABLE sync_outcome (
    run     INTEGER NOT NULL REFERENCES sync_run (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    nth     INTEGER NOT NULL,
    record  BLOB,
    remote  TEXT,
    what    TEXT NOT NULL,
    words   TEXT NOT NULL,
    PRIMARY KEY (run, nth)
) STRICT, WITHOUT ROWID;
