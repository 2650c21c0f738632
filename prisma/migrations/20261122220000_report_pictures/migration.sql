-- A gallery needs the size of each picture, and not what networks made of it, which is large.
alter table report_samples
  add column width  integer generated always as ((features #>> '{picture,width}')::integer) stored,
  add column height integer generated always as ((features #>> '{picture,height}')::integer) stored;
