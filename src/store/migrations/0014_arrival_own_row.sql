-- Each file that arrives has its own row, equal bytes or not: one table may come from two units, or be meant for two
-- periods. Which row a file is that comes again is decided by its content, its name and what is known of it.
CREATE TABLE arrival_anew (
    id         BIGINT NOT NULL PRIMARY KEY,
    hash       TEXT NOT NULL,
    position   BIGINT NOT NULL,
    name       TEXT NOT NULL,
    origin     TEXT NOT NULL,
    size       BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL,
    reading    TEXT,
    state      TEXT NOT NULL,
    note       TEXT NOT NULL,
    seen       TEXT NOT NULL DEFAULT '[]',
    unit_id    BIGINT REFERENCES unit (id),
    period     TEXT,
    edits      TEXT NOT NULL,
    revision   BIGINT,
    FOREIGN KEY (unit_id, period, revision) REFERENCES revision (unit_id, period, number)
);

INSERT INTO arrival_anew (id, hash, position, name, origin, size, arrived_at, reading, state, note, unit_id, period, edits, revision)
SELECT id, hash, position, name, origin, size, arrived_at, reading, state, note, unit_id, period, edits, revision
FROM arrival;

DROP TABLE arrival;
ALTER TABLE arrival_anew RENAME TO arrival;

CREATE INDEX arrival_of_content ON arrival (hash, position);
CREATE INDEX arrival_of_state ON arrival (state);
CREATE INDEX arrival_of_revision ON arrival (unit_id, period, revision);
