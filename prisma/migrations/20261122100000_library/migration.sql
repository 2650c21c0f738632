-- What a studio keeps: people, poses, prompts, models, files. Versions never change: a generation points at exactly what it was made from.

create table studios (
  id         uuid primary key default gen_random_uuid(),
  slug       text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name       text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);

create table users (
  id         uuid primary key default gen_random_uuid(),
  studio_id  uuid not null references studios on delete cascade,
  name       text not null check (length(name) between 1 and 200),
  email      text check (length(email) between 3 and 320),
  created_at timestamptz not null default now(),
  unique (studio_id, email)
);

-- Bytes by their SHA-256: written to the storage first, then named here.
create table stored_files (
  sha256     text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_size  bigint not null check (byte_size >= 0),
  media_type text not null,
  created_at timestamptz not null default now()
);

create table pose_libraries (
  id          uuid primary key default gen_random_uuid(),
  studio_id   uuid not null references studios on delete cascade,
  name        text not null check (length(name) between 1 and 200),
  description text not null default '',
  licence     text,
  source      text,
  -- Counts edits: an update names the one it saw, and fails on a newer.
  revision    integer not null default 1,
  archived_at timestamptz,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index pose_libraries_name on pose_libraries (studio_id, lower(name)) where archived_at is null;

create table poses (
  id              uuid primary key default gen_random_uuid(),
  library_id      uuid not null references pose_libraries on delete cascade,
  name            text not null check (length(name) between 1 and 200),
  tags            text[] not null default '{}',
  current_version integer not null default 0,
  revision        integer not null default 1,
  archived_at     timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create index poses_by_library on poses (library_id, created_at, id);
create index poses_by_tag on poses using gin (tags);

-- pose: { skeleton, width, height, people } as libs/pose writes it.
create table pose_versions (
  id         uuid primary key default gen_random_uuid(),
  pose_id    uuid not null references poses on delete cascade,
  version    integer not null check (version > 0),
  pose       jsonb not null,
  people     integer not null generated always as (jsonb_array_length(pose -> 'people')) stored,
  created_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  unique (pose_id, version)
);

create table prompts (
  id              uuid primary key default gen_random_uuid(),
  studio_id       uuid not null references studios on delete cascade,
  name            text not null check (length(name) between 1 and 200),
  tags            text[] not null default '{}',
  current_version integer not null default 0,
  revision        integer not null default 1,
  archived_at     timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create index prompts_by_studio on prompts (studio_id, created_at, id);

-- template: text with {slots}; slots: their types, defaults and choices.
create table prompt_versions (
  id              uuid primary key default gen_random_uuid(),
  prompt_id       uuid not null references prompts on delete cascade,
  version         integer not null check (version > 0),
  template        text not null,
  negative_prompt text,
  slots           jsonb not null default '[]' check (jsonb_typeof(slots) = 'array'),
  created_by      uuid references users on delete set null,
  created_at      timestamptz not null default now(),
  unique (prompt_id, version)
);

-- Weights that a worker has offered, told apart by their digest. defaults: what a recipe takes where the caller says nothing.
create table models (
  id         uuid primary key default gen_random_uuid(),
  name       text not null,
  version    text,
  digest     text not null unique,
  family     text not null check (family in ('humansd', 'text-only')),
  licence    text,
  defaults   jsonb not null default '{}' check (jsonb_typeof(defaults) = 'object'),
  created_at timestamptz not null default now(),
  seen_at    timestamptz not null default now()
);

-- Backend plugins as workers have found them, usable or not, each on its machine.
create table backends (
  id               uuid primary key default gen_random_uuid(),
  worker           text not null,
  name             text not null,
  version          text not null,
  device           text not null,
  contract_version integer not null,
  usable           boolean not null,
  reasons          text[] not null default '{}',
  capabilities     jsonb not null default '{}',
  first_seen_at    timestamptz not null default now(),
  seen_at          timestamptz not null default now(),
  unique (worker, name, device)
);

-- A version is written once. Deleting goes with its owner alone, through the foreign key.
create function refuse_update() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed: write a new one', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-- created_by goes null with its user; nothing else of a version may change. (people is computed after this trigger, from the pose.)
create function refuse_version_update() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'created_by' - 'people') is distinct from (to_jsonb(old) - 'created_by' - 'people')
     or new.created_by is not null then
    raise exception 'rows of % are never changed: write a new version', tg_table_name
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create trigger pose_versions_immutable before update on pose_versions for each row execute function refuse_version_update();
create trigger prompt_versions_immutable before update on prompt_versions for each row execute function refuse_version_update();
create trigger stored_files_immutable before update on stored_files for each row execute function refuse_update();
