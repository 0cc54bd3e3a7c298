-- Records come from several desks. uid names a record and each of its revisions between them; generation is one more than
-- that of the revision it was made on. record.number points at the revision that stands: of all that are known the one of
-- the greatest generation, moment and name. void_set_at is when the record was last made void or brought back: the later
-- holds. Names are filled in when the desk is opened.
ALTER TABLE record ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN void_set_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE record_revision ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE record_revision ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;

UPDATE record SET void_set_at = COALESCE(voided_at, 0);
UPDATE record_revision SET generation = number;

CREATE INDEX record_uid ON record (uid);
