-- Times are UTC in ISO 8601, so that they sort as text. Ids of jobs are UUIDs as text.

CREATE TABLE job (
    key             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    path            NOT NULL,                   -- text, or the name's own bytes where they are not UTF-8
    status          TEXT NOT NULL,
    options         TEXT NOT NULL,              -- JSON
    added_at        TEXT NOT NULL,
    position        REAL NOT NULL,
    size_bytes      INTEGER NOT NULL DEFAULT 0,
    sha256          TEXT,
    page_count      INTEGER,
    pages_wanted    INTEGER,
    encrypted       INTEGER NOT NULL DEFAULT 0,
    repaired        INTEGER NOT NULL DEFAULT 0,
    xfa_form        INTEGER NOT NULL DEFAULT 0,
    error           TEXT,                       -- JSON
    started_at      TEXT,
    finished_at     TEXT,
    removed_at      TEXT,                       -- set while a removal can still be undone
    owner           TEXT,                       -- the service that is to run it; NULL: whichever comes
    -- what the pages of the job add up to, kept in step with table page
    pages_done      INTEGER NOT NULL DEFAULT 0,
    pages_to_check  INTEGER NOT NULL DEFAULT 0,
    pages_text      INTEGER NOT NULL DEFAULT 0,
    pages_ocr       INTEGER NOT NULL DEFAULT 0,
    pages_mixed     INTEGER NOT NULL DEFAULT 0,
    pages_blank     INTEGER NOT NULL DEFAULT 0,
    characters      INTEGER NOT NULL DEFAULT 0, -- recognised ones, the weight of the confidence
    confidence_sum  REAL NOT NULL DEFAULT 0     -- of characters times their page's confidence
);

CREATE INDEX job_order ON job (status, position);

CREATE TABLE page (
    key             INTEGER PRIMARY KEY,
    job_key         INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    page_index      INTEGER NOT NULL,
    content_key     BLOB NOT NULL,              -- of the file's bytes and the options; see pages.py
    status          TEXT NOT NULL,
    source          TEXT NOT NULL,
    confidence      REAL,
    characters      INTEGER NOT NULL,
    needs_attention INTEGER NOT NULL,
    text            TEXT NOT NULL,
    result          BLOB NOT NULL,              -- the whole PageResult: JSON, compressed
    UNIQUE (job_key, page_index)
);

CREATE INDEX page_content ON page (content_key, page_index);

CREATE VIRTUAL TABLE page_text USING fts5 (
    text,
    content = 'page',
    content_rowid = 'key',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER page_inserted AFTER INSERT ON page BEGIN
    INSERT INTO page_text (rowid, text) VALUES (new.key, new.text);
    UPDATE job SET
        pages_done = pages_done + 1,
        pages_to_check = pages_to_check + new.needs_attention,
        pages_text = pages_text + (new.status = 'done' AND new.source = 'text'),
        pages_ocr = pages_ocr + (new.status = 'done' AND new.source = 'ocr'),
        pages_mixed = pages_mixed + (new.status = 'done' AND new.source = 'mixed'),
        pages_blank = pages_blank + (new.status = 'done' AND new.source = 'blank'),
        characters = characters + iif(new.confidence IS NULL, 0, new.characters),
        confidence_sum = confidence_sum + ifnull(new.confidence * new.characters, 0)
    WHERE key = new.job_key;
END;

CREATE TRIGGER page_deleted AFTER DELETE ON page BEGIN
    INSERT INTO page_text (page_text, rowid, text) VALUES ('delete', old.key, old.text);
    UPDATE job SET
        pages_done = pages_done - 1,
        pages_to_check = pages_to_check - old.needs_attention,
        pages_text = pages_text - (old.status = 'done' AND old.source = 'text'),
        pages_ocr = pages_ocr - (old.status = 'done' AND old.source = 'ocr'),
        pages_mixed = pages_mixed - (old.status = 'done' AND old.source = 'mixed'),
        pages_blank = pages_blank - (old.status = 'done' AND old.source = 'blank'),
        characters = characters - iif(old.confidence IS NULL, 0, old.characters),
        confidence_sum = confidence_sum - ifnull(old.confidence * old.characters, 0)
    WHERE key = old.job_key;
END;
