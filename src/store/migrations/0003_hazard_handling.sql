-- What a ledger that is kept by the rules says besides: who has to put a hazard right, what keeps people safe until
-- then, when it was reported, and who checked that it is done.
ALTER TABLE hazard ADD COLUMN responsible_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE hazard ADD COLUMN precautions TEXT NOT NULL DEFAULT '';
ALTER TABLE hazard ADD COLUMN reported_on TEXT;
ALTER TABLE hazard ADD COLUMN checked_by TEXT NOT NULL DEFAULT '';
