-- How many contacts are in each state: a list says how long it is, and nobody counts a million rows for that.
CREATE TABLE contact_tally (
    state    INTEGER PRIMARY KEY,
    contacts INTEGER NOT NULL
) STRICT;
INSERT INTO contact_tally (state, contacts)
SELECT s.value, (SELECT count(*) FROM contact c WHERE c.state = s.value) FROM json_each('[0, 1, 2]') s;

CREATE TRIGGER contact_tally_insert AFTER INSERT ON contact BEGIN
    UPDATE contact_tally SET contacts = contacts + 1 WHERE state = new.state;
END;
CREATE TRIGGER contact_tally_update AFTER UPDATE OF state ON contact WHEN old.state <> new.state BEGIN
    UPDATE contact_tally SET contacts = contacts - 1 WHERE state = old.state;
    UPDATE contact_tally SET contacts = contacts + 1 WHERE state = new.state;
END;
CREATE TRIGGER contact_tally_delete AFTER DELETE ON contact BEGIN
    UPDATE contact_tally SET contacts = contacts - 1 WHERE state = old.state;
END;

-- In the order of their creation, which is that of their rowids.
CREATE INDEX contact_by_created ON contact (state);

-- Lines about many records at once: which of them are about a given one.
CREATE INDEX change_by_range ON change (entity, until, record) WHERE until IS NOT NULL;
