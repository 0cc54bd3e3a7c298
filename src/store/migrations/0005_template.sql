-- The notice's own blank forms, by the path under which the campaign file names them; the files lie on the shelf.

CREATE TABLE template (
    file TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL REFERENCES material (hash)
);
