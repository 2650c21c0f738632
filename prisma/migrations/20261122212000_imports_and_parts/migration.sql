-- Imports of poses: how far each is, and what came of it. Its poses and its end become visible in one moment.
create table pose_imports (
  id                  uuid primary key default gen_random_uuid(),
  studio_id           uuid not null references studios on delete cascade,
  library_id          uuid not null references pose_libraries on delete cascade,
  file_name           text not null check (length(file_name) between 1 and 255),
  dry_run             boolean not null,
  state               text not null default 'RUNNING' check (state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED')),
  -- INDEX: what belongs together is found. READ: poses are read and written.
  phase               text not null default 'INDEX' check (phase in ('INDEX', 'READ')),
  bytes_read          bigint not null default 0,
  total_bytes         bigint not null,
  poses_read          integer not null default 0,
  report              jsonb check (jsonb_typeof(report) = 'object'),
  failure             jsonb check (jsonb_typeof(failure) = 'object'),
  cancel_requested_at timestamptz,
  -- By whoever reads the file, every second: one that is silent for long has died, and with it all that it wrote.
  touched_at          timestamptz not null default now(),
  created_at          timestamptz not null default now(),
  finished_at         timestamptz,
  check ((state = 'SUCCEEDED') = (report is not null)),
  check ((state = 'FAILED') = (failure is not null)),
  check ((state = 'RUNNING') = (finished_at is null))
);
create index pose_imports_by_studio on pose_imports (studio_id, created_at desc, id desc);
create index pose_imports_by_library on pose_imports (library_id);

-- Versions of other poses that went into a version, by an operation: those that were named, and what was in those already (via: in which).
-- They bring their terms along. A version that follows keeps those of the one before it.
create table pose_version_parts (
  version_id uuid not null references pose_versions on delete cascade,
  part_id    uuid not null references pose_versions,
  via_id     uuid references pose_versions,
  primary key (version_id, part_id),
  check (version_id <> part_id)
);
create index pose_version_parts_by_part on pose_version_parts (part_id);
create index pose_version_parts_by_via on pose_version_parts (via_id);
