-- One letter or digit that is typed is answered by one bit of a line: which letters and digits its words and the pinyin of
-- its characters begin with.
ALTER TABLE inbox ADD COLUMN starts INTEGER NOT NULL DEFAULT 0;

-- The calendar counts and reads along the index alone.
DROP INDEX deadline_open;
CREATE INDEX deadline_open ON deadline(safe, docket, place, nature, status, due, rule) WHERE open = 1;
CREATE INDEX deadline_task ON deadline(safe, rule, start) WHERE open = 1 AND nature = 'task';
