-- Facts are the truth; everything below the line "derived" can be computed anew from them.

CREATE TABLE docket (
  id INTEGER PRIMARY KEY,
  profile TEXT NOT NULL,
  profile_version TEXT NOT NULL,
  attributes TEXT NOT NULL,
  fingerprint TEXT,
  questions TEXT NOT NULL,
  revision INTEGER NOT NULL,
  live INTEGER NOT NULL DEFAULT 1,
  log INTEGER NOT NULL
) STRICT;
-- The same lead is taken once, as long as its import has not been undone.
CREATE UNIQUE INDEX docket_fingerprint ON docket(fingerprint) WHERE live = 1;
CREATE INDEX docket_log ON docket(log);
CREATE INDEX docket_profile ON docket(profile);

CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  docket INTEGER NOT NULL REFERENCES docket(id),
  kind TEXT NOT NULL,
  on_day TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  data TEXT NOT NULL,
  withdraws INTEGER,
  log INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_docket ON fact(docket, id);
CREATE INDEX fact_log ON fact(log);
-- Nobody writes over what happened, not even by mistake.
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT raise(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_remains BEFORE DELETE ON fact BEGIN SELECT raise(ABORT, 'facts are append-only'); END;

-- One link a transaction; `undoes` names the link whose facts it withdrew.
CREATE TABLE log (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  command TEXT NOT NULL,
  summary TEXT NOT NULL,
  undoes INTEGER,
  facts_hash TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX log_by ON log(by, n);
CREATE INDEX log_undoes ON log(undoes) WHERE undoes IS NOT NULL;

CREATE TABLE draft (
  place TEXT NOT NULL,
  by TEXT NOT NULL,
  content TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (place, by)
) STRICT;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE officer (name TEXT PRIMARY KEY, role TEXT NOT NULL, uid INTEGER) STRICT;

-- derived

CREATE TABLE inbox (
  docket INTEGER PRIMARY KEY REFERENCES docket(id),
  stage TEXT NOT NULL,
  is_case INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  channel TEXT NOT NULL,
  place TEXT NOT NULL,
  department TEXT NOT NULL,
  medium TEXT NOT NULL,
  party TEXT NOT NULL,
  officer TEXT NOT NULL,
  rule TEXT NOT NULL,
  due TEXT,
  safe TEXT NOT NULL,
  status TEXT NOT NULL,
  provisional INTEGER NOT NULL,
  damage_cents INTEGER,
  snoozed_until TEXT,
  questions INTEGER NOT NULL,
  received TEXT,
  moving INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_order ON inbox(is_case, ended, safe, docket);
CREATE INDEX inbox_open ON inbox(ended, safe, docket);
CREATE INDEX inbox_kind ON inbox(is_case, safe, docket);
CREATE INDEX inbox_all ON inbox(safe, docket);
CREATE INDEX inbox_officer ON inbox(officer, is_case, ended, safe, docket);
CREATE INDEX inbox_channel ON inbox(channel, is_case, ended, safe, docket);
CREATE INDEX inbox_stage ON inbox(stage, ended, safe, docket);
CREATE INDEX inbox_number ON inbox(number);
CREATE INDEX inbox_snoozed ON inbox(snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX inbox_questions ON inbox(safe, docket) WHERE questions > 0;
CREATE INDEX inbox_title ON inbox(title);
-- Rows that another day changes without a new fact: an open pause, a rhythm.
CREATE INDEX inbox_moving ON inbox(docket) WHERE moving = 1;

-- `status` is `pending` where the law says overdue: that is a question of the day of asking (due < today).
CREATE TABLE deadline (
  docket INTEGER NOT NULL REFERENCES docket(id),
  place INTEGER NOT NULL,
  open INTEGER NOT NULL,
  rule TEXT NOT NULL,
  party TEXT NOT NULL,
  n INTEGER NOT NULL,
  round INTEGER NOT NULL,
  start TEXT,
  due TEXT,
  safe TEXT NOT NULL,
  latest TEXT,
  status TEXT NOT NULL,
  provisional INTEGER NOT NULL,
  binding INTEGER NOT NULL,
  nature TEXT NOT NULL,
  owner TEXT NOT NULL,
  met_on TEXT,
  PRIMARY KEY (docket, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_open ON deadline(open, safe);
CREATE INDEX deadline_safe ON deadline(safe);

CREATE TABLE party (docket INTEGER NOT NULL REFERENCES docket(id), name TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (docket, name)) STRICT, WITHOUT ROWID;
CREATE INDEX party_name ON party(name);
CREATE INDEX party_code ON party(code) WHERE code <> '';

-- One token a Han character, and the pinyin initials beside them.
CREATE VIRTUAL TABLE search USING fts5(words, initials, content='', contentless_delete=1, tokenize='unicode61');
