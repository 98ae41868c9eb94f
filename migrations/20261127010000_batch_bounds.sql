-- The lines of a batch lie between its first and its last, those of others among them where they wrote meanwhile: no
-- index of all lines by batch is needed. What happened to a record is found by the record alone; few kinds share a rowid.
ALTER TABLE batch ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
UPDATE batch SET first = coalesce((SELECT min(c.seq) FROM change c WHERE c.batch = batch.id), 0),
                 last = coalesce((SELECT max(c.seq) FROM change c WHERE c.batch = batch.id), 0);
DROP INDEX change_by_batch;
DROP INDEX change_by_record;
CREATE INDEX change_by_record ON change (record);
