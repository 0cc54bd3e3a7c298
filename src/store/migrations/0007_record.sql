-- A record of a register: its newest revision stands. Older ones stay, and so does a record that is void.
CREATE TABLE record (
    id          BIGINT NOT NULL PRIMARY KEY,
    register    TEXT NOT NULL,
    unit_id     BIGINT NOT NULL REFERENCES unit (id),
    given_row   TEXT,
    recorded_on TEXT NOT NULL,
    number      BIGINT NOT NULL,
    voided_at   BIGINT,
    void_reason TEXT
);

CREATE INDEX record_of_register ON record (register, unit_id);

-- entry is one object: the fields that are filled in, and the stages that are reached, each with its day.
CREATE TABLE record_revision (
    record_id BIGINT NOT NULL REFERENCES record (id),
    number    BIGINT NOT NULL,
    entry     TEXT NOT NULL,
    at        BIGINT NOT NULL,
    actor     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    PRIMARY KEY (record_id, number)
);

-- One unit's share of a target that is split, with the digits that the target declares.
CREATE TABLE target_share (
    target  TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    share   BIGINT NOT NULL,
    PRIMARY KEY (target, unit_id)
);

-- What a unit gives itself for an item of a points table, and what stands after review.
CREATE TABLE hand_score (
    points   TEXT NOT NULL,
    item     TEXT NOT NULL,
    unit_id  BIGINT NOT NULL REFERENCES unit (id),
    own      BIGINT,
    reviewed BIGINT,
    reason   TEXT NOT NULL,
    PRIMARY KEY (points, item, unit_id)
);

-- How many candidates a recommending unit may name for an award.
CREATE TABLE quota (
    award   TEXT NOT NULL,
    body_id BIGINT NOT NULL REFERENCES unit (id),
    number  BIGINT NOT NULL,
    PRIMARY KEY (award, body_id)
);

CREATE TABLE nomination (
    id          BIGINT NOT NULL PRIMARY KEY,
    award       TEXT NOT NULL,
    body_id     BIGINT NOT NULL REFERENCES unit (id),
    entry       TEXT NOT NULL,
    voided_at   BIGINT,
    void_reason TEXT
);

CREATE INDEX nomination_of_award ON nomination (award, body_id);
