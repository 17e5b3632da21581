-- The name of the thumbnail in the bucket; it tells that there is one.
ALTER TABLE file DROP COLUMN has_thumbnail, ADD COLUMN thumbnail text;
