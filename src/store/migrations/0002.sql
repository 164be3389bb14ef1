-- Lists narrowed by any view, and parties found under any spelling of their name.

ALTER TABLE inbox ADD COLUMN matter TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN red_line INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN protected_area INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN supervised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN major INTEGER NOT NULL DEFAULT 0;

-- Filters and every other order are answered in memory; an index holds what a view asks, so that the first screen is there
-- before that is read. Leads and cases are listed apart, and an index ends with the docket by itself.
DROP INDEX inbox_order;
DROP INDEX inbox_open;
DROP INDEX inbox_all;
DROP INDEX inbox_officer;
DROP INDEX inbox_channel;
DROP INDEX inbox_stage;
DROP INDEX inbox_snoozed;
DROP INDEX inbox_questions;
CREATE INDEX inbox_order ON inbox(is_case, ended, safe, docket, due, status);
CREATE INDEX inbox_officer ON inbox(officer, is_case, ended);
CREATE INDEX inbox_channel ON inbox(channel, is_case, ended);
CREATE INDEX inbox_stage ON inbox(stage, is_case, ended, snoozed_until);
CREATE INDEX inbox_snoozed ON inbox(is_case, snoozed_until, ended) WHERE snoozed_until IS NOT NULL;
CREATE INDEX inbox_questions ON inbox(is_case, questions, ended) WHERE questions > 0;

-- The name without what differs between spellings of one body: width, brackets, form of company, region words.
ALTER TABLE party ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE party SET folded = fold_name(name);
CREATE INDEX party_folded ON party(folded) WHERE folded <> '';

-- Same place, same weeks.
CREATE INDEX inbox_place_received ON inbox(place, received) WHERE place <> '';
