-- Which of the seeds a studio has been given: 0 for none. What it makes of them afterwards is its own business, so nobody looks for the rows.
alter table studios add column seed_version integer not null default 0;
