-- Lists sorted by any column and narrowed by any view, and parties found under any spelling of their name.

ALTER TABLE inbox ADD COLUMN number_key TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN matter TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN red_line INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN protected_area INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN supervised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN major INTEGER NOT NULL DEFAULT 0;

-- Leads and cases are listed apart, and an index ends with the docket by itself. What a view asks stands in its index: its
-- lines are counted without being read.
DROP INDEX inbox_order;
DROP INDEX inbox_open;
DROP INDEX inbox_all;
DROP INDEX inbox_officer;
DROP INDEX inbox_channel;
DROP INDEX inbox_stage;
DROP INDEX inbox_snoozed;
DROP INDEX inbox_questions;
CREATE INDEX inbox_order ON inbox(is_case, ended, safe, docket, due, status);
CREATE INDEX inbox_officer ON inbox(is_case, ended, officer, safe);
CREATE INDEX inbox_channel ON inbox(is_case, ended, channel, safe);
CREATE INDEX inbox_stage ON inbox(is_case, ended, stage, safe, docket, snoozed_until);
CREATE INDEX inbox_by_snoozed ON inbox(is_case, snoozed_until, docket, ended) WHERE snoozed_until IS NOT NULL;
CREATE INDEX inbox_by_questions ON inbox(is_case, questions, docket, ended) WHERE questions > 0;
CREATE INDEX inbox_red_line ON inbox(is_case, docket) WHERE red_line = 1;
CREATE INDEX inbox_protected ON inbox(is_case, docket) WHERE protected_area = 1;
CREATE INDEX inbox_supervised ON inbox(is_case, docket) WHERE supervised = 1;
CREATE INDEX inbox_major ON inbox(is_case, docket) WHERE major = 1;

-- One for each column that a list is sorted by; by what is due the first schema has one.
CREATE INDEX inbox_by_number ON inbox(is_case, number_key);
CREATE INDEX inbox_by_title ON inbox(is_case, title);
CREATE INDEX inbox_by_place ON inbox(is_case, place);
CREATE INDEX inbox_by_department ON inbox(is_case, department);
CREATE INDEX inbox_by_party ON inbox(is_case, party);
CREATE INDEX inbox_by_officer ON inbox(is_case, officer);
CREATE INDEX inbox_by_stage ON inbox(is_case, stage);
CREATE INDEX inbox_by_channel ON inbox(is_case, channel);
CREATE INDEX inbox_by_medium ON inbox(is_case, medium);
CREATE INDEX inbox_by_matter ON inbox(is_case, matter);
CREATE INDEX inbox_by_rule ON inbox(is_case, rule);
CREATE INDEX inbox_by_damage ON inbox(is_case, damage_cents);
CREATE INDEX inbox_by_received ON inbox(is_case, received);

-- The name without what differs between spellings of one body: width, brackets, form of company, region words.
ALTER TABLE party ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE party SET folded = fold_name(name);
CREATE INDEX party_folded ON party(folded) WHERE folded <> '';

-- Same place, same weeks.
CREATE INDEX inbox_place_received ON inbox(place, received) WHERE place <> '';
