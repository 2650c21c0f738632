-- What curators keep: data sets, and what was measured on them. A snapshot is a data set as it once was; a report points at exactly what it judged.

create table datasets (
  id          uuid primary key default gen_random_uuid(),
  studio_id   uuid not null references studios on delete cascade,
  name        text not null check (length(name) between 1 and 200),
  description text not null default '',
  licence     text,
  source      text,
  revision    integer not null default 1,
  archived_at timestamptz,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index datasets_name on datasets (studio_id, lower(name)) where archived_at is null;

-- digest: SHA-256 over its samples in the order of their keys.
create table dataset_snapshots (
  id         uuid primary key default gen_random_uuid(),
  dataset_id uuid not null references datasets on delete cascade,
  version    integer not null check (version > 0),
  digest     text not null check (digest ~ '^[0-9a-f]{64}$'),
  created_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  unique (dataset_id, version)
);

-- key: unique in its snapshot, and the name under which pictures made elsewhere answer to it. extra: fields of the source that we do not read.
create table dataset_samples (
  snapshot_id uuid not null references dataset_snapshots on delete cascade,
  key         text not null check (length(key) between 1 and 500),
  split       text not null default 'train' check (length(split) between 1 and 50),
  scene       text,
  caption     text,
  pose        jsonb,
  sha256      text references stored_files,
  extra       jsonb not null default '{}' check (jsonb_typeof(extra) = 'object'),
  primary key (snapshot_id, key)
);
create index dataset_samples_by_file on dataset_samples (sha256);

-- manifest: how every number was made; results: the numbers, whole and per scene. Both null until it is measured.
create table evaluation_reports (
  id          uuid primary key default gen_random_uuid(),
  studio_id   uuid not null references studios on delete cascade,
  created_by  uuid references users on delete set null,
  name        text not null check (length(name) between 1 and 200),
  snapshot_id uuid references dataset_snapshots,
  -- Null for pictures that were made elsewhere.
  model_id    uuid references models,
  request     jsonb not null check (jsonb_typeof(request) = 'object'),
  manifest    jsonb check (jsonb_typeof(manifest) = 'object'),
  results     jsonb check (jsonb_typeof(results) = 'object'),
  created_at  timestamptz not null default now(),
  finished_at timestamptz,
  constraint measured_when_finished check ((finished_at is null) = (results is null) and (results is null) = (manifest is null))
);
create index evaluation_reports_by_studio on evaluation_reports (studio_id, created_at desc, id desc);

create trigger dataset_snapshots_immutable before update on dataset_snapshots for each row execute function refuse_version_update();
create trigger dataset_samples_immutable before update on dataset_samples for each row execute function refuse_update();
