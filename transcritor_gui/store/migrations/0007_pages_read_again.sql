-- Pages that a person had read again, each with its reading before and after: undoing brings the earlier one back.

CREATE TABLE page_reading (
    key         INTEGER PRIMARY KEY,
    edit_key    INTEGER NOT NULL REFERENCES edit (key) ON DELETE CASCADE,
    job_key     INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    sha256      TEXT NOT NULL,
    page_index  INTEGER NOT NULL,
    before      BLOB NOT NULL,              -- PageResults: JSON, compressed
    after       BLOB NOT NULL,
    before_key  BLOB NOT NULL,              -- content keys of the two readings
    after_key   BLOB NOT NULL
);

CREATE INDEX page_reading_edit ON page_reading (edit_key);
CREATE INDEX page_reading_page ON page_reading (sha256, page_index);
CREATE INDEX page_reading_job ON page_reading (job_key);

DROP TRIGGER job_deleted;

CREATE TRIGGER job_deleted AFTER DELETE ON job
WHEN EXISTS (SELECT 1 FROM correction WHERE sha256 = old.sha256)
    OR EXISTS (SELECT 1 FROM conferral WHERE sha256 = old.sha256)
    OR EXISTS (SELECT 1 FROM page_reading WHERE sha256 = old.sha256) BEGIN
    DELETE FROM correction WHERE sha256 = old.sha256 AND NOT EXISTS (SELECT 1 FROM job WHERE sha256 = old.sha256);
    DELETE FROM conferral WHERE sha256 = old.sha256 AND NOT EXISTS (SELECT 1 FROM job WHERE sha256 = old.sha256);
    DELETE FROM page_reading WHERE job_key = old.key;
    DELETE FROM edit WHERE key NOT IN (
        SELECT edit_key FROM correction UNION SELECT edit_key FROM conferral UNION SELECT edit_key FROM page_reading
    );
END;
