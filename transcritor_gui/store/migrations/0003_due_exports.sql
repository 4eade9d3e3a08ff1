-- Jobs that have ended and are still to be exported by themselves.

CREATE TABLE due_export (
    job_key     INTEGER PRIMARY KEY REFERENCES job (key) ON DELETE CASCADE
);
