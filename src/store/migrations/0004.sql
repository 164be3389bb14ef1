-- What an office plans by: the last day on which work has to begin and how many working days it takes, and of its own
-- dates what they are called and when they warn. Derived like the rest of the row.
ALTER TABLE deadline ADD COLUMN begin TEXT;
ALTER TABLE deadline ADD COLUMN effort INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deadline ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE deadline ADD COLUMN warn TEXT NOT NULL DEFAULT '';
CREATE INDEX deadline_begin ON deadline(begin, docket, place) WHERE open = 1 AND begin IS NOT NULL;
