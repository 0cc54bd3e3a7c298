-- Answers that this desk has put into a packet for the desk above, by name, and when first: a unit is to know what it has
-- handed in on its own desk and not sent.
CREATE TABLE packed (
    revision TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- The matrix tells when a report was handed in as well as when it was received, and is read from this index alone.
DROP INDEX revision_header;
CREATE INDEX revision_header ON revision (unit_id, period, number, withdrawn_at, received_at, sent_at);
