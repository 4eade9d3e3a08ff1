-- The pictures that a document was joined from, in the order of its pages.

CREATE TABLE joined_picture (
    job_key     INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    place       INTEGER NOT NULL,
    path        TEXT NOT NULL,
    PRIMARY KEY (job_key, place)
) WITHOUT ROWID;

CREATE INDEX joined_picture_path ON joined_picture (path);
