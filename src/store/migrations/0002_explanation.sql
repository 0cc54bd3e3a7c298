-- What was said about a cumulative figure that is something other than the sum of the periods before it. It explains a
-- difference of that amount and no other: when the difference moves, it has to be explained anew.
CREATE TABLE explanation (
    unit_id BIGINT NOT NULL,
    period  TEXT NOT NULL,
    number  BIGINT NOT NULL,
    figure  TEXT NOT NULL,
    amount  BIGINT NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (unit_id, period, number, figure, amount),
    FOREIGN KEY (unit_id, period, number) REFERENCES revision (unit_id, period, number)
);
