-- What was taken out of watched folders: each content once for a rule, and how the files stood that were looked at,
-- so that a start need not read them all again. Neither holds a name; 'rule' and 'place' are digests.

CREATE TABLE watched_file (
    key     INTEGER PRIMARY KEY,
    rule    TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    step    TEXT NOT NULL,              -- reading, writing, moving, done, failed
    job_id  TEXT,                       -- NULL where there never was a job; it may be deleted by now
    UNIQUE (rule, sha256)
);

CREATE TABLE watched_place (
    key     INTEGER PRIMARY KEY,
    rule    TEXT NOT NULL,
    place   TEXT NOT NULL,
    stamp   TEXT NOT NULL,              -- size, time and inode
    UNIQUE (rule, place)
);
