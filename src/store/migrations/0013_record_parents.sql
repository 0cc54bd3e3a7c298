-- Versions of a record replace each other as revisions do: parents (JSON) names those that a version was made on, and what
-- stands follows from these alone. generation, by which it was decided before, is not read any more: a version of one
-- generation was taken for the answer to all those of the generation before it, which therefore are its parents. Names follow
-- from parents, so that versions are named anew when the desk is opened; until then each goes by its number.
-- rivals counts the versions that say something else beside the one that stands; NULL until the desk is opened.
ALTER TABLE record_revision ADD COLUMN parents TEXT NOT NULL DEFAULT '[]';
ALTER TABLE record ADD COLUMN rivals BIGINT;

UPDATE record_revision SET parents = COALESCE((
    SELECT '["' || GROUP_CONCAT(p.number, '","') || '"]' FROM record_revision p
    WHERE p.record_id = record_revision.record_id AND p.generation = (
        SELECT MAX(q.generation) FROM record_revision q
        WHERE q.record_id = record_revision.record_id AND q.generation < record_revision.generation)), '[]');
UPDATE record_revision SET uid = CAST(number AS TEXT);

CREATE INDEX record_rivals ON record (rivals);
