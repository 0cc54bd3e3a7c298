-- Of revisions that say different things the one that was accepted counts. What stands against something else is judged anew when
-- the desk is opened: until then stands is 3.
UPDATE revision SET stands = 3
WHERE stands = 1
  AND EXISTS (SELECT 1 FROM revision r WHERE r.unit_id = revision.unit_id AND r.period = revision.period AND r.stands = 2);
