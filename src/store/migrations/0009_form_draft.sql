-- What has been typed into a form that is not a report's and was neither handed in nor thrown away: one row a form, by
-- the name that its screen gives it.
CREATE TABLE form_draft (
    form       TEXT NOT NULL PRIMARY KEY,
    content    TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
