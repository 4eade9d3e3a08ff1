-- The search forgives recognition: beside the text stand the forms of its recognised words in which what engines
-- confuse is one (model/search_terms.py). Pages read by earlier programs have none until they are read again.

ALTER TABLE page ADD COLUMN similar TEXT NOT NULL DEFAULT '';

DROP TRIGGER page_inserted;
DROP TRIGGER page_deleted;
DROP TRIGGER page_corrected;
DROP TABLE page_text;

CREATE VIRTUAL TABLE page_text USING fts5 (
    text,
    similar,
    content = 'page',
    content_rowid = 'key',
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO page_text (page_text) VALUES ('rebuild');

-- Where a page belongs, without reading the page: what a search counts by.
CREATE INDEX page_place ON page (key, job_key, page_index);

CREATE TRIGGER page_inserted AFTER INSERT ON page BEGIN
    INSERT INTO page_text (rowid, text, similar) VALUES (new.key, new.text, new.similar);
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
    INSERT INTO page_text (page_text, rowid, text, similar) VALUES ('delete', old.key, old.text, old.similar);
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
AFTER UPDATE OF text, similar, confidence, characters, needs_attention, doubts, conferred ON page BEGIN
    INSERT INTO page_text (page_text, rowid, text, similar) VALUES ('delete', old.key, old.text, old.similar);
    INSERT INTO page_text (rowid, text, similar) VALUES (new.key, new.text, new.similar);
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
