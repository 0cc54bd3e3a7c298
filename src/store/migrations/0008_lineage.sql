-- Revisions come from several desks. uid names a revision between them, parents (JSON) those that it replaces, digest
-- its content, origin the key of the desk that sent it (empty: this one). stands is worked out from all revisions of the
-- unit and period whenever one is added or taken back: 1 the one that counts, 2 one beside it that says something else,
-- 0 none of these. Names follow from the rows and are filled in when the desk is opened.
ALTER TABLE revision ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN parents TEXT NOT NULL DEFAULT '[]';
ALTER TABLE revision ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN stands BIGINT NOT NULL DEFAULT 0;

UPDATE revision SET stands = 1
WHERE withdrawn_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM revision l WHERE l.unit_id = revision.unit_id AND l.period = revision.period
                  AND l.number > revision.number AND l.withdrawn_at IS NULL);

CREATE INDEX revision_uid ON revision (uid);
CREATE INDEX revision_standing ON revision (unit_id, stands, period);

-- uid names an entry of the ledger between desks; of two states of one entry the one updated later holds.
ALTER TABLE hazard ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE hazard ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX hazard_uid ON hazard (uid);

-- The public keys by which other desks are known.
CREATE TABLE pinned_key (
    unit_id       BIGINT NOT NULL PRIMARY KEY REFERENCES unit (id),
    public_key    TEXT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    confirmed_at  BIGINT
);

-- What was decided about revisions, here or above. comments is JSON.
CREATE TABLE review (
    uid      TEXT NOT NULL PRIMARY KEY,
    unit_id  BIGINT NOT NULL REFERENCES unit (id),
    period   TEXT NOT NULL,
    revision TEXT NOT NULL,
    verdict  TEXT NOT NULL,
    at       BIGINT NOT NULL,
    by_name  TEXT NOT NULL,
    comments TEXT NOT NULL
);

CREATE INDEX review_of_revision ON review (unit_id, period, revision);

-- When the desk above received a revision, as it says itself.
CREATE TABLE received_above (
    unit_id     BIGINT NOT NULL REFERENCES unit (id),
    period      TEXT NOT NULL,
    revision    TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (unit_id, period, revision)
);
