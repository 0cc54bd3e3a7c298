-- When each field of an entry was last written, where that is something else than updated_at: desks put entries together field by field.
ALTER TABLE hazard ADD COLUMN written TEXT NOT NULL DEFAULT '{}';
