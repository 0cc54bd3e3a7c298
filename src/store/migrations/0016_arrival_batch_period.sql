-- Whether the period of an arrival was said of a whole batch at once: 1, else 0. What was said before is obeyed as it was.
ALTER TABLE arrival ADD COLUMN batch_period BIGINT NOT NULL DEFAULT 0;
