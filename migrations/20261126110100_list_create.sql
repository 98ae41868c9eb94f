-- Lists of contacts. Who is on one is kept in `list_member`, or follows from `filter` (dynamic, segment).
CREATE TABLE list (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          BLOB NOT NULL UNIQUE,
    state         INTEGER NOT NULL DEFAULT 0,
    created_batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL,
    folded        TEXT NOT NULL,
    kind          TEXT NOT NULL,
    filter        TEXT NOT NULL DEFAULT '',
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX list_by_name ON list (folded, state);

CREATE TABLE list_member (
    list    INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    status  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (list, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_member_by_contact ON list_member (contact, list);

-- Who was in a segment when it was looked at last, and who entered and left on which day. Not journaled: it follows
-- from looking.
CREATE TABLE segment_seen (
    list    INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (list, contact)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment_look (
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    day  TEXT NOT NULL,
    PRIMARY KEY (list, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment_move (
    list    INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    day     TEXT NOT NULL,
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    entered INTEGER NOT NULL,
    PRIMARY KEY (list, day, contact)
) STRICT, WITHOUT ROWID;

-- Saved views of the list of contacts: what is shown, in which order, of whom. `columns` is JSON, as the window keeps it.
CREATE TABLE saved_view (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          BLOB NOT NULL UNIQUE,
    state         INTEGER NOT NULL DEFAULT 0,
    created_batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL,
    folded        TEXT NOT NULL,
    folder        TEXT NOT NULL DEFAULT '',
    filter        TEXT NOT NULL DEFAULT '',
    sort          TEXT NOT NULL DEFAULT '',
    grouping      TEXT NOT NULL DEFAULT '',
    columns       TEXT NOT NULL DEFAULT '',
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_view_by_name ON saved_view (folded, state);
