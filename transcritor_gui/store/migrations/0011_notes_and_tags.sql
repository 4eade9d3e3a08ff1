-- What people write beside a document: a note, and tags to find it by.

ALTER TABLE job ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';    -- JSON
