-- Whether the job was asked for again: pages that were read in another way are then forgotten when it is opened.
-- Work that merely goes on keeps them.

ALTER TABLE job ADD COLUMN read_anew INTEGER NOT NULL DEFAULT 0;
