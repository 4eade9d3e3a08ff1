-- What people have changed: apart from what was read, by the content of the file, laid over its pages when they
-- leave the store. An edit is one thing that a person did, and that is undone and done again as a whole.

CREATE TABLE edit (
    key         INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    made_at     TEXT NOT NULL,
    made_by     TEXT NOT NULL,
    undone      INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE correction (
    key         INTEGER PRIMARY KEY,
    edit_key    INTEGER NOT NULL REFERENCES edit (key) ON DELETE CASCADE,
    sha256      TEXT NOT NULL,
    page_index  INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    x0          REAL NOT NULL,
    y0          REAL NOT NULL,
    x1          REAL NOT NULL,
    y1          REAL NOT NULL,
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,
    cell_row    INTEGER NOT NULL,
    cell_column INTEGER NOT NULL
);

CREATE INDEX correction_page ON correction (sha256, page_index);
CREATE INDEX correction_edit ON correction (edit_key);

-- Pages ticked as compared with the original, or unticked again; the last one that is not undone holds.
CREATE TABLE conferral (
    key         INTEGER PRIMARY KEY,
    edit_key    INTEGER NOT NULL REFERENCES edit (key) ON DELETE CASCADE,
    sha256      TEXT NOT NULL,
    page_index  INTEGER NOT NULL,
    text_digest BLOB NOT NULL,              -- of the text as read: another reading is not compared yet
    conferred   INTEGER NOT NULL
);

CREATE INDEX conferral_page ON conferral (sha256, page_index);
CREATE INDEX conferral_edit ON conferral (edit_key);

CREATE INDEX job_content ON job (sha256);

ALTER TABLE page ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE page ADD COLUMN conferred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN pages_conferred INTEGER NOT NULL DEFAULT 0;
-- Raised whenever a page of the job changes, so that other programs notice.
ALTER TABLE job ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

UPDATE page SET doubts = page_doubts(result);
UPDATE job SET doubts = (SELECT ifnull(sum(doubts), 0) FROM page WHERE job_key = job.key);

DROP TRIGGER page_inserted;
DROP TRIGGER page_deleted;

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
        confidence_sum = confidence_sum + ifnull(new.confidence * new.characters, 0),
        doubts = doubts + new.doubts,
        pages_conferred = pages_conferred + new.conferred,
        revision = revision + 1
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
        confidence_sum = confidence_sum - ifnull(old.confidence * old.characters, 0),
        doubts = doubts - old.doubts,
        pages_conferred = pages_conferred - old.conferred,
        revision = revision + 1
    WHERE key = old.job_key;
END;

-- A correction changes what a page says and how surely; where it came from stays.
CREATE TRIGGER page_corrected
AFTER UPDATE OF text, confidence, characters, needs_attention, doubts, conferred ON page BEGIN
    INSERT INTO page_text (page_text, rowid, text) VALUES ('delete', old.key, old.text);
    INSERT INTO page_text (rowid, text) VALUES (new.key, new.text);
    UPDATE job SET
        pages_to_check = pages_to_check + new.needs_attention - old.needs_attention,
        characters = characters
            + iif(new.confidence IS NULL, 0, new.characters) - iif(old.confidence IS NULL, 0, old.characters),
        confidence_sum = confidence_sum
            + ifnull(new.confidence * new.characters, 0) - ifnull(old.confidence * old.characters, 0),
        doubts = doubts + new.doubts - old.doubts,
        pages_conferred = pages_conferred + new.conferred - old.conferred,
        revision = revision + 1
    WHERE key = new.job_key;
END;

-- The words of a document that is deleted for good lie in its corrections too.
CREATE TRIGGER job_deleted AFTER DELETE ON job
WHEN EXISTS (SELECT 1 FROM correction WHERE sha256 = old.sha256)
    OR EXISTS (SELECT 1 FROM conferral WHERE sha256 = old.sha256) BEGIN
    DELETE FROM correction WHERE sha256 = old.sha256 AND NOT EXISTS (SELECT 1 FROM job WHERE sha256 = old.sha256);
    DELETE FROM conferral WHERE sha256 = old.sha256 AND NOT EXISTS (SELECT 1 FROM job WHERE sha256 = old.sha256);
    DELETE FROM edit WHERE key NOT IN (SELECT edit_key FROM correction UNION SELECT edit_key FROM conferral);
END;
