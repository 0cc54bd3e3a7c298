-- What every survey of a desk asks for and hardly ever finds: each has an index of those rows alone. A desk of thousands of
-- units is not read through for a handful of them. The marks are those of `Mark` in `lineage`.
CREATE INDEX revision_rival ON revision (unit_id, period) WHERE stands = 2;
CREATE INDEX revision_unjudged ON revision (unit_id, period) WHERE stands = 3;
CREATE INDEX revision_rollup ON revision (unit_id, period)
    WHERE stands = 1 AND iif(json_valid(content), json_type(content, '$.rollup'), NULL) = 'object';
