-- The periods whose books are closed. A row that is taken away again stays in the audit.
CREATE TABLE closing (
    period    TEXT NOT NULL PRIMARY KEY,
    closed_at BIGINT NOT NULL
);
