-- Contacts at hand: those that somebody marked, and those that were looked at last. They say something about the
-- person at this vault and nothing about the contact, so they are not journaled and never leave it.

CREATE TABLE favourite (
    contact INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    at      INTEGER NOT NULL
) STRICT;

CREATE TABLE recent (
    contact INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX recent_by_time ON recent (at);
