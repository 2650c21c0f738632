-- Poses as a studio's property: on what terms they may be used, where they are used, which belong together, and what took the place of which.

-- licence: an SPDX id, or a name of the studio's own. commercial_use null: what the licence is known to say, and nobody's guess where it is not.
alter table pose_libraries
  add column commercial_use boolean,
  add column attribution    text,
  add column author         text;

-- Null: as the library has it. A pose with a licence of its own takes no word on commercial use from its library.
alter table poses
  add column licence        text,
  add column commercial_use boolean,
  add column attribution    text,
  add column source         text,
  add column author         text,
  -- Not to be used any more, for the sake of replaced_by.
  add column deprecated_at  timestamptz,
  add column replaced_by    uuid references poses on delete set null,
  add constraint replaced_by_another check (replaced_by <> id),
  add constraint replaced_when_deprecated check (replaced_by is null or deprecated_at is not null);
create index poses_by_replacement on poses (replaced_by) where replaced_by is not null;

-- The terms of all that went into it, as they were. Null in generations from before this column: nobody knows.
alter table generations add column licences jsonb check (jsonb_typeof(licences) = 'array');

create or replace function guard_generation() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'QUEUED' or new.last_seq <> 0 then
      raise exception 'a generation begins in QUEUED with no event, not in %', new.state using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and not (old.state, new.state) in (
    ('QUEUED', 'RUNNING'), ('QUEUED', 'CANCELED'),
    ('RUNNING', 'QUEUED'), ('RUNNING', 'SUCCEEDED'), ('RUNNING', 'FAILED'), ('RUNNING', 'CANCELED')
  ) then
    raise exception 'illegal transition of generation %: % to %', old.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if (new.id, new.studio_id, new.idempotency_key, new.request_digest, new.model_id, new.recipe, new.recipe_digest, new.licences, new.created_at)
     is distinct from
     (old.id, old.studio_id, old.idempotency_key, old.request_digest, old.model_id, old.recipe, old.recipe_digest, old.licences, old.created_at)
  then
    raise exception 'the request of generation % is frozen', old.id using errcode = 'check_violation';
  end if;
  if new.last_seq not in (old.last_seq, old.last_seq + 1) then
    raise exception 'events of generation % are counted one by one', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Ordered sets of poses, whatever libraries they are in.
create table pose_collections (
  id          uuid primary key default gen_random_uuid(),
  studio_id   uuid not null references studios on delete cascade,
  name        text not null check (length(name) between 1 and 200),
  description text not null default '',
  revision    integer not null default 1,
  archived_at timestamptz,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index pose_collections_name on pose_collections (studio_id, lower(name)) where archived_at is null;

-- position: between those of its neighbours, so that a pose put anywhere moves no other.
create table pose_collection_items (
  collection_id uuid not null references pose_collections on delete cascade,
  pose_id       uuid not null references poses on delete cascade,
  position      numeric not null,
  created_at    timestamptz not null default now(),
  primary key (collection_id, pose_id)
);
create index pose_collection_items_in_order on pose_collection_items (collection_id, position, pose_id);
create index pose_collection_items_by_pose on pose_collection_items (pose_id);

-- user_id null: whoever works without signing in, which is one.
create table pose_favourites (
  id         uuid primary key default gen_random_uuid(),
  pose_id    uuid not null references poses on delete cascade,
  user_id    uuid references users on delete cascade,
  created_at timestamptz not null default now(),
  unique nulls not distinct (pose_id, user_id)
);
create index pose_favourites_by_user on pose_favourites (user_id);

-- What was taken out: for whom, in which form, with what losses, on what terms.
create table pose_exports (
  id             uuid primary key default gen_random_uuid(),
  studio_id      uuid not null references studios on delete cascade,
  created_by     uuid references users on delete set null,
  format         text not null,
  commercial_use boolean not null,
  licences       jsonb not null check (jsonb_typeof(licences) = 'array'),
  report         jsonb not null check (jsonb_typeof(report) = 'object'),
  created_at     timestamptz not null default now()
);
create index pose_exports_by_studio on pose_exports (studio_id, created_at desc, id desc);

create table pose_export_items (
  export_id       uuid not null references pose_exports on delete cascade,
  pose_version_id uuid not null references pose_versions on delete cascade,
  primary key (export_id, pose_version_id)
);
create index pose_export_items_by_version on pose_export_items (pose_version_id);

create table pose_export_files (
  export_id uuid not null references pose_exports on delete cascade,
  file_name text not null check (length(file_name) between 1 and 255),
  sha256    text not null references stored_files,
  primary key (export_id, file_name)
);
create index pose_export_files_by_file on pose_export_files (sha256);

-- Which pose a sample was made from, where it was one of a library.
alter table dataset_samples add column pose_version_id uuid references pose_versions;
create index dataset_samples_by_pose on dataset_samples (pose_version_id);
