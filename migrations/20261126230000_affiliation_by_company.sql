-- Whoever is asked for by their company works there now: the index says it by itself, without a look at each row.
DROP INDEX affiliation_by_company;
CREATE INDEX affiliation_by_company ON affiliation (company, until, is_primary) WHERE company IS NOT NULL;
