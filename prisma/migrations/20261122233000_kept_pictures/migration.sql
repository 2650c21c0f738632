-- A report that is tried again has the pictures that were drawn for the first attempt, in the same way and with the same seeds.
-- drawn_for: the report that asked for the sample's generation; null: this one.
alter table report_samples add column drawn_for uuid references evaluation_reports on delete set null;
create index report_samples_drawn_before on report_samples (drawn_for) where drawn_for is not null;
