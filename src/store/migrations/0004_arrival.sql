-- The in-tray: one row an answer that a file brought. reading is JSON, null where the file was refused; edits is JSON.
-- unit_id and period are what a person decided, and once accepted whose revision it became.
CREATE TABLE arrival (
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
    unit_id    BIGINT REFERENCES unit (id),
    period     TEXT,
    edits      TEXT NOT NULL,
    revision   BIGINT,
    UNIQUE (hash, position),
    FOREIGN KEY (unit_id, period, revision) REFERENCES revision (unit_id, period, number)
);

CREATE INDEX arrival_of_state ON arrival (state);
CREATE INDEX arrival_of_revision ON arrival (unit_id, period, revision);
