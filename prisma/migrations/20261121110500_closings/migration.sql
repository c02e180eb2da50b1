-- Closings of a period, for reports.
CREATE INDEX notes_closings ON notes (created_at) WHERE kind = 'activity' AND act ->> 'name' = 'closed';
