-- Lists sorted by any column, and parties found under any spelling of their name.

ALTER TABLE inbox ADD COLUMN number_key TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN matter TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN red_line INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN protected_area INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN supervised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN major INTEGER NOT NULL DEFAULT 0;

CREATE INDEX inbox_by_number ON inbox(is_case, number_key, docket);
CREATE INDEX inbox_by_title ON inbox(is_case, title, docket);
CREATE INDEX inbox_by_place ON inbox(is_case, place, docket);
CREATE INDEX inbox_by_department ON inbox(is_case, department, docket);
CREATE INDEX inbox_by_party ON inbox(is_case, party, docket);
CREATE INDEX inbox_by_officer ON inbox(is_case, officer, docket);
CREATE INDEX inbox_by_stage ON inbox(is_case, stage, docket);
CREATE INDEX inbox_by_channel ON inbox(is_case, channel, docket);
CREATE INDEX inbox_by_medium ON inbox(is_case, medium, docket);
CREATE INDEX inbox_by_damage ON inbox(is_case, damage_cents, docket);
CREATE INDEX inbox_by_received ON inbox(is_case, received, docket);

-- The name without what differs between spellings of one body: width, brackets, form of company, region words.
ALTER TABLE party ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE party SET folded = fold_name(name);
CREATE INDEX party_folded ON party(folded) WHERE folded <> '';

-- Same place, same weeks.
CREATE INDEX inbox_place_received ON inbox(place, received) WHERE place <> '';
