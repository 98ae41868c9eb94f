-- What contacts are sorted by, and how they want to be reached. What is said of each contact is in tables that an
-- import does not fill, or in columns that have a default.

ALTER TABLE tag ADD COLUMN kind TEXT NOT NULL DEFAULT 'custom';
ALTER TABLE tag ADD COLUMN colour TEXT NOT NULL DEFAULT 'plain';

-- Groups of values of which a contact has one at most each. `key` is there for those that Satchel brings; these are
-- not renamed and not deleted.
CREATE TABLE category_group (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid     BLOB NOT NULL UNIQUE,
    state    INTEGER NOT NULL DEFAULT 0,
    key      TEXT NOT NULL DEFAULT '',
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL
) STRICT;

CREATE TABLE category (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid     BLOB NOT NULL UNIQUE,
    state    INTEGER NOT NULL DEFAULT 0,
    in_group INTEGER NOT NULL REFERENCES category_group (id) DEFERRABLE INITIALLY DEFERRED,
    key      TEXT NOT NULL DEFAULT '',
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL,
    colour   TEXT NOT NULL DEFAULT 'plain'
) STRICT;
CREATE INDEX category_by_group ON category (in_group);

CREATE TABLE contact_category (
    contact  INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    in_group INTEGER NOT NULL REFERENCES category_group (id) DEFERRABLE INITIALLY DEFERRED,
    category INTEGER NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (contact, in_group)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_category_by_category ON contact_category (category);

INSERT INTO category_group (id, uuid, key, name, folded) VALUES
    (1, x'01985a00000070008000000000000100', 'leads', 'Leads', 'leads'),
    (2, x'01985a00000070008000000000000200', 'customers', 'Customers', 'customers'),
    (3, x'01985a00000070008000000000000300', 'business', 'Business', 'business');

INSERT INTO category (uuid, in_group, key, name, folded, colour) VALUES
    (x'01985a00000070008000000000000101', 1, 'cold', 'Cold', 'cold', 'blue'),
    (x'01985a00000070008000000000000102', 1, 'warm', 'Warm', 'warm', 'yellow'),
    (x'01985a00000070008000000000000103', 1, 'hot', 'Hot', 'hot', 'orange'),
    (x'01985a00000070008000000000000104', 1, 'qualified', 'Qualified', 'qualified', 'teal'),
    (x'01985a00000070008000000000000105', 1, 'converted', 'Converted', 'converted', 'green'),
    (x'01985a00000070008000000000000201', 2, 'new', 'New', 'new', 'blue'),
    (x'01985a00000070008000000000000202', 2, 'active', 'Active', 'active', 'green'),
    (x'01985a00000070008000000000000203', 2, 'vip', 'VIP', 'vip', 'violet'),
    (x'01985a00000070008000000000000204', 2, 'at-risk', 'At risk', 'at-risk', 'orange'),
    (x'01985a00000070008000000000000205', 2, 'former', 'Former', 'former', 'grey'),
    (x'01985a00000070008000000000000301', 3, 'partner', 'Partner', 'partner', 'teal'),
    (x'01985a00000070008000000000000302', 3, 'vendor', 'Vendor', 'vendor', 'yellow'),
    (x'01985a00000070008000000000000303', 3, 'employee', 'Employee', 'employee', 'blue'),
    (x'01985a00000070008000000000000304', 3, 'investor', 'Investor', 'investor', 'violet'),
    (x'01985a00000070008000000000000305', 3, 'media', 'Media', 'media', 'pink');

-- How somebody wants to be reached. What is not wanted is 'yes' or ''.
ALTER TABLE contact ADD COLUMN channels TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN best_times TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN frequency TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN topics TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN do_not_call TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN do_not_email TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN do_not_text TEXT NOT NULL DEFAULT '';
ALTER TABLE contact_email ADD COLUMN do_not_email INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact_phone ADD COLUMN do_not_call INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact_phone ADD COLUMN do_not_text INTEGER NOT NULL DEFAULT 0;

-- What somebody agreed to or not: entries that follow each other. `channel` is '' where an entry is about all of them.
CREATE TABLE contact_consent (
    contact  INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    uuid     BLOB NOT NULL,
    purpose  TEXT NOT NULL,
    folded   TEXT NOT NULL,
    basis    TEXT NOT NULL,
    state    TEXT NOT NULL,
    channel  TEXT NOT NULL,
    day      TEXT NOT NULL,
    how      TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (contact, uuid)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_consent_by_purpose ON contact_consent (folded, state);
