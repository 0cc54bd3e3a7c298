-- What was typed into a report's draft by a program that found another's text there, and by no decision of a person went
-- into it or was given up. Several may lie beside one draft.
CREATE TABLE draft_aside (
    id         BIGINT NOT NULL PRIMARY KEY,
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    period     TEXT NOT NULL,
    content    TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX draft_aside_of_draft ON draft_aside (unit_id, period);
