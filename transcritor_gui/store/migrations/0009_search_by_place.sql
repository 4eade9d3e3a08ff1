-- The index of the search knows a page by its place (the key of its job, shifted, and its index), so that counting by
-- document reads the index alone. Beside the text stand the other readings of doubtful words; what forgives
-- recognition is the list of all spellings that were recognised (store/search/similar_words.py).

DROP TRIGGER page_inserted;
DROP TRIGGER page_deleted;
DROP TRIGGER page_corrected;
DROP TABLE page_text;
DROP INDEX page_place;

CREATE INDEX page_at ON page ((job_key << 20) | page_index);

CREATE VIEW page_words AS SELECT (job_key << 20) | page_index AS place, text, similar FROM page;

CREATE VIRTUAL TABLE page_text USING fts5 (
    text,
    similar,
    content = 'page_words',
    content_rowid = 'place',
    prefix = '3',                           -- a word that is being typed is a beginning of three letters at first
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO page_text (page_text) VALUES ('rebuild');

-- Made from the pages, and made anew with them: no table that is salvaged.
CREATE TABLE recognised_word (
    spelling    TEXT PRIMARY KEY,           -- lower case, with accents
    form        TEXT NOT NULL               -- without, and with what engines confuse made one
) WITHOUT ROWID;

CREATE INDEX recognised_word_start ON recognised_word (form);
CREATE INDEX recognised_word_middle ON recognised_word (substr(form, length(form) / 2, 3));
CREATE INDEX recognised_word_end ON recognised_word (substr(form, -3));

CREATE TRIGGER page_inserted AFTER INSERT ON page BEGIN
    INSERT INTO page_text (rowid, text, similar)
    VALUES ((new.job_key << 20) | new.page_index, new.text, new.similar);
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
    INSERT INTO page_text (page_text, rowid, text, similar)
    VALUES ('delete', (old.job_key << 20) | old.page_index, old.text, old.similar);
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
    INSERT INTO page_text (page_text, rowid, text, similar)
    VALUES ('delete', (old.job_key << 20) | old.page_index, old.text, old.similar);
    INSERT INTO page_text (rowid, text, similar)
    VALUES ((new.job_key << 20) | new.page_index, new.text, new.similar);
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
