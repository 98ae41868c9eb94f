-- What filters ask for and no index answered. Only who has a birthday or an owner costs something; creation is in the
-- order of rowids, so that its index grows at its end.
CREATE INDEX contact_by_creation ON contact (created_at);
CREATE INDEX contact_by_birthday ON contact (birthday) WHERE birthday > '';
CREATE INDEX contact_by_anniversary ON contact (substr(birthday, -5)) WHERE birthday > '';
CREATE INDEX contact_by_owner ON contact (owner) WHERE owner IS NOT NULL;
