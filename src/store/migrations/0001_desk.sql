-- The desk as it was first laid out. Never edited after landing: a change is a new file.
-- Portable text: BIGINT and TEXT only. Days are ISO dates, moments epoch milliseconds, figures and contents JSON.

CREATE TABLE desk (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE unit (
    id          BIGINT NOT NULL PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    kind        TEXT,
    parent_id   BIGINT REFERENCES unit (id),
    path        TEXT NOT NULL UNIQUE,
    credit_code TEXT,
    joined_on   TEXT,
    closed_on   TEXT
);

CREATE TABLE unit_alias (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    alias   TEXT NOT NULL,
    PRIMARY KEY (unit_id, alias)
);

CREATE TABLE excusal (
    unit_id  BIGINT NOT NULL REFERENCES unit (id),
    from_day TEXT NOT NULL,
    to_day   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (unit_id, from_day)
);

CREATE TABLE extension (
    unit_id     BIGINT NOT NULL REFERENCES unit (id),
    period      TEXT NOT NULL,
    extended_to BIGINT NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (unit_id, period)
);

CREATE TABLE draft (
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    period     TEXT NOT NULL,
    content    TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (unit_id, period)
);

-- One row a revision. figures is one object: an absent key is a blank, null is 不涉及.
CREATE TABLE revision (
    unit_id      BIGINT NOT NULL REFERENCES unit (id),
    period       TEXT NOT NULL,
    number       BIGINT NOT NULL,
    figures      TEXT NOT NULL,
    content      TEXT NOT NULL,
    sent_at      BIGINT NOT NULL,
    received_at  BIGINT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    channel      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (unit_id, period, number)
);

-- Headers of the whole matrix are read from this index alone, without touching the wide rows.
CREATE INDEX revision_header ON revision (unit_id, period, number, withdrawn_at, received_at);
CREATE INDEX revision_of_period ON revision (period, unit_id, number, withdrawn_at);

CREATE TABLE material (
    hash      TEXT NOT NULL PRIMARY KEY,
    size      BIGINT NOT NULL,
    stored_at BIGINT NOT NULL
);

CREATE TABLE revision_material (
    unit_id  BIGINT NOT NULL,
    period   TEXT NOT NULL,
    number   BIGINT NOT NULL,
    position BIGINT NOT NULL,
    hash     TEXT NOT NULL REFERENCES material (hash),
    name     TEXT NOT NULL,
    PRIMARY KEY (unit_id, period, number, position),
    FOREIGN KEY (unit_id, period, number) REFERENCES revision (unit_id, period, number)
);

CREATE INDEX revision_material_of_hash ON revision_material (hash);

CREATE TABLE hazard (
    id          BIGINT NOT NULL PRIMARY KEY,
    unit_id     BIGINT NOT NULL REFERENCES unit (id),
    found_on    TEXT NOT NULL,
    place       TEXT NOT NULL,
    what        TEXT NOT NULL,
    level       TEXT NOT NULL,
    source      TEXT NOT NULL,
    measure     TEXT NOT NULL,
    responsible TEXT NOT NULL,
    due_on      TEXT,
    closed_on   TEXT
);

CREATE INDEX hazard_of_unit ON hazard (unit_id, found_on);

CREATE TABLE chase (
    id      BIGINT NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    unit_id BIGINT REFERENCES unit (id),
    period  TEXT,
    words   TEXT NOT NULL
);

CREATE INDEX chase_of_unit ON chase (unit_id, period);

-- Materialised totals: thrown away by a write below the unit, made again when read.
CREATE TABLE rollup (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    scope   TEXT NOT NULL,
    totals  TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (unit_id, scope)
);

CREATE TABLE audit (
    id      BIGINT NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    act     TEXT NOT NULL,
    unit_id BIGINT REFERENCES unit (id),
    period  TEXT,
    detail  TEXT NOT NULL
);

CREATE INDEX audit_of_unit ON audit (unit_id, at);
