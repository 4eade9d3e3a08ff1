-- Where each job is read, and which tasks a team server has for them.

ALTER TABLE job ADD COLUMN place TEXT NOT NULL DEFAULT 'here';

-- Pages that the team server has read so far and that are not here yet.
ALTER TABLE job ADD COLUMN pages_elsewhere INTEGER NOT NULL DEFAULT 0;

CREATE TABLE team_task (
    address     TEXT NOT NULL,
    id          TEXT NOT NULL,
    job_id      TEXT REFERENCES job (id) ON DELETE SET NULL,  -- NULL: nobody wants it, to be deleted there
    added_at    TEXT NOT NULL,
    PRIMARY KEY (address, id)
);

CREATE UNIQUE INDEX team_task_of_job ON team_task (job_id);
