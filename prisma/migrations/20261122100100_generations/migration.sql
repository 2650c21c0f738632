-- Generations, their events and what they made. libs/platform/README.md tells the life of a generation in prose.

create type generation_state as enum ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED');
create type cancel_outcome as enum ('CANCELED', 'TOO_LATE');
create type image_kind as enum ('PICTURE', 'SKELETON', 'THUMBNAIL');

create table generations (
  id                  uuid primary key default gen_random_uuid(),
  studio_id           uuid not null references studios on delete cascade,
  created_by          uuid references users on delete set null,
  -- The request, frozen.
  idempotency_key     text check (length(idempotency_key) between 1 and 200),
  request_digest      text not null,
  pose_version_id     uuid references pose_versions on delete set null,
  prompt_version_id   uuid references prompt_versions on delete set null,
  model_id            uuid not null references models,
  recipe              jsonb not null,
  recipe_digest       text not null,
  retry_of            uuid references generations on delete set null,
  priority            integer not null default 0 check (priority between -100 and 100),
  max_attempts        integer not null default 3 check (max_attempts between 1 and 20),
  created_at          timestamptz not null default now(),
  -- Its life.
  state               generation_state not null default 'QUEUED',
  last_seq            integer not null default 0,
  attempt             integer not null default 0,
  run_after           timestamptz not null default now(),
  lease_token         uuid,
  leased_by           text,
  lease_expires_at    timestamptz,
  started_at          timestamptz,
  finished_at         timestamptz,
  cancel_requested_at timestamptz,
  cancel_outcome      cancel_outcome,
  cancel_latency_ms   double precision,
  error_code          text,
  error_message       text,
  backend_id          uuid references backends on delete set null,
  timings             jsonb,
  unique (studio_id, idempotency_key),
  constraint leased_while_running check (
    (state = 'RUNNING') = (lease_token is not null)
    and (lease_token is null) = (lease_expires_at is null)
    and (lease_token is null) = (leased_by is null)
  ),
  constraint finished_when_terminal check ((state in ('SUCCEEDED', 'FAILED', 'CANCELED')) = (finished_at is not null)),
  constraint failure_has_a_code check (state <> 'FAILED' or error_code is not null)
);
create index generations_by_studio on generations (studio_id, created_at desc, id desc);
create index generations_by_recipe on generations (studio_id, recipe_digest);
create index generations_by_pose on generations (pose_version_id);
create index generations_by_prompt on generations (prompt_version_id);
create index generations_queue on generations (priority desc, run_after, created_at, id) where state = 'QUEUED';
create index generations_leases on generations (lease_expires_at) where state = 'RUNNING';

create table generation_events (
  generation_id uuid not null references generations on delete cascade,
  seq           integer not null,
  type          text not null,
  payload       jsonb not null default '{}' check (jsonb_typeof(payload) = 'object'),
  created_at    timestamptz not null default clock_timestamp(),
  primary key (generation_id, seq)
);
create unique index generation_events_end on generation_events (generation_id) where type in ('SUCCEEDED', 'FAILED', 'CANCELED');

create table generated_images (
  id            uuid primary key default gen_random_uuid(),
  generation_id uuid not null references generations on delete cascade,
  kind          image_kind not null,
  -- The longest side of a thumbnail in pixels; 0 for pictures and skeletons, which there is one of.
  variant       integer not null default 0,
  sha256        text not null references stored_files,
  width         integer not null check (width > 0),
  height        integer not null check (height > 0),
  unique (generation_id, kind, variant)
);
create index generated_images_by_file on generated_images (sha256);

-- How well the picture holds the pose, read back by an estimator. Null where it could not be computed (nobody labelled, nobody found).
create table fidelities (
  generation_id             uuid primary key references generations on delete cascade,
  object_keypoint_similarity double precision check (object_keypoint_similarity between 0 and 1),
  cosine_average_precision  double precision check (cosine_average_precision between 0 and 1),
  people_count_error        integer not null check (people_count_error >= 0),
  -- Distance per joint in pixels, and the people found.
  joints                    jsonb not null default '[]',
  people                    jsonb not null default '[]',
  estimator_digest          text not null
);
create index fidelities_by_similarity on fidelities (object_keypoint_similarity);

-- A generation begins in QUEUED, and moves along these edges alone:
--   QUEUED -> RUNNING, CANCELED      RUNNING -> QUEUED, SUCCEEDED, FAILED, CANCELED
-- Nothing leaves a terminal state. The request never changes (references go null with what they name), nor does the count of events shrink.
create function guard_generation() returns trigger language plpgsql as $$
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
  if (new.id, new.studio_id, new.idempotency_key, new.request_digest, new.model_id, new.recipe, new.recipe_digest, new.created_at)
     is distinct from
     (old.id, old.studio_id, old.idempotency_key, old.request_digest, old.model_id, old.recipe, old.recipe_digest, old.created_at)
  then
    raise exception 'the request of generation % is frozen', old.id using errcode = 'check_violation';
  end if;
  if new.last_seq not in (old.last_seq, old.last_seq + 1) then
    raise exception 'events of generation % are counted one by one', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger generations_guard before insert or update on generations for each row execute function guard_generation();

-- Numbers an event. The update locks the generation's row until the transaction ends, so numbers are given in the order of commit, and a
-- transaction that is rolled back gives its number back: no gap, no number twice, and no reader ever sees n + 1 before n.
-- The event that ends a generation has its state's name, and is the last.
create function number_generation_event() returns trigger language plpgsql as $$
declare
  found_state generation_state;
begin
  update generations set last_seq = last_seq + 1 where id = new.generation_id returning last_seq, state into new.seq, found_state;
  if new.seq is null then
    raise exception 'no generation %', new.generation_id using errcode = 'foreign_key_violation';
  end if;
  if (found_state in ('SUCCEEDED', 'FAILED', 'CANCELED')) <> (new.type in ('SUCCEEDED', 'FAILED', 'CANCELED'))
     or (new.type in ('SUCCEEDED', 'FAILED', 'CANCELED') and new.type <> found_state::text) then
    raise exception 'generation % is %: it has no event % now', new.generation_id, found_state, new.type using errcode = 'check_violation';
  end if;
  perform pg_notify('generation_events', new.generation_id::text);
  return new;
end $$;
create trigger generation_events_number before insert on generation_events for each row execute function number_generation_event();
create trigger generation_events_immutable before update on generation_events for each row execute function refuse_update();

-- A studio that goes takes its generations along; a single event goes never.
create function refuse_event_delete() returns trigger language plpgsql as $$
begin
  if exists (select 1 from generations where id = old.generation_id) then
    raise exception 'events of generation % are never deleted', old.generation_id using errcode = 'integrity_constraint_violation';
  end if;
  return old;
end $$;
create trigger generation_events_kept before delete on generation_events for each row execute function refuse_event_delete();
