-- Keys of a unit that were compared by telephone, besides the one in pinned_key: its other machines.
CREATE TABLE kept_key (
    unit_id       BIGINT NOT NULL REFERENCES unit (id),
    public_key    TEXT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    confirmed_at  BIGINT NOT NULL,
    PRIMARY KEY (unit_id, public_key)
);

-- How far off the clock of a machine is that a person takes as it is: its earliest moment, and how many milliseconds it was ahead.
CREATE TABLE accepted_clock (
    public_key TEXT NOT NULL PRIMARY KEY,
    earliest   BIGINT NOT NULL,
    ahead      BIGINT NOT NULL
);

-- Packets of which something was passed over, by the SHA-256 of their manifest: each is told once.
CREATE TABLE passed_over (
    digest    TEXT NOT NULL PRIMARY KEY,
    opened_at BIGINT NOT NULL
);
