-- How single jobs are to be written by themselves when they have been read, whatever the settings say.

CREATE TABLE export_wish (
    job_key     INTEGER PRIMARY KEY REFERENCES job (key) ON DELETE CASCADE,
    wish        TEXT NOT NULL           -- JSON of model.ExportWish
);
