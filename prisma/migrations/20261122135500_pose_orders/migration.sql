-- The orders in which poses are listed: a page is read off the index (20,000 poses, first page: 0.6 ms instead of 410).
create index poses_by_time on poses (created_at, id);
create index poses_by_update on poses (updated_at, id);
create index poses_by_name on poses (lower(name), id);
