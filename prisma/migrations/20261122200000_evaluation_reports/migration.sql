-- Evaluation reports are work of the same kind as generations: states, leases, attempts, numbered events. libs/platform/README.md tells that life in
-- prose. The pictures that a report judges are generations of its own, or were uploaded.

alter type generation_state rename to work_state;

-- The terms of what was brought in from outside, as a library of poses has them.
alter table datasets
  add column commercial_use boolean,
  add column attribution    text,
  add column author         text;

-- licences: of all that went into it, as they were then.
alter table dataset_snapshots add column licences jsonb not null default '[]' check (jsonb_typeof(licences) = 'array');
create index dataset_snapshots_by_digest on dataset_snapshots (dataset_id, digest);

-- Keys are ordered byte by byte on every server: the order is part of a snapshot's digest, and of a sample's seed.
-- terms: that its source states for this one; null: the data set's.
alter table dataset_samples
  add column id    uuid not null unique default gen_random_uuid(),
  add column terms jsonb check (jsonb_typeof(terms) = 'object'),
  alter column key type text collate "C";

alter table evaluation_reports
  drop constraint measured_when_finished,
  add column idempotency_key     text check (length(idempotency_key) between 1 and 200),
  add column request_digest      text not null default '',
  add column retry_of            uuid references evaluation_reports on delete set null,
  add column priority            integer not null default 0 check (priority between -100 and 100),
  add column max_attempts        integer not null default 3 check (max_attempts between 1 and 20),
  add column archived_at         timestamptz,
  add column state               work_state not null default 'QUEUED',
  add column last_seq            integer not null default 0,
  add column attempt             integer not null default 0,
  add column run_after           timestamptz not null default now(),
  add column lease_token         uuid,
  add column leased_by           text,
  add column lease_expires_at    timestamptz,
  add column started_at          timestamptz,
  add column cancel_requested_at timestamptz,
  add column cancel_outcome      cancel_outcome,
  add column cancel_latency_ms   double precision,
  add column error_code          text,
  add column error_message       text,
  -- Milliseconds by stage.
  add column timings             jsonb;
update evaluation_reports set state = 'SUCCEEDED' where finished_at is not null;
alter table evaluation_reports
  alter column request_digest drop default,
  add unique (studio_id, idempotency_key),
  add constraint leased_while_running check (
    (state = 'RUNNING') = (lease_token is not null)
    and (lease_token is null) = (lease_expires_at is null)
    and (lease_token is null) = (leased_by is null)
  ),
  add constraint finished_when_terminal check ((state in ('SUCCEEDED', 'FAILED', 'CANCELED')) = (finished_at is not null)),
  add constraint failure_has_a_code check (state <> 'FAILED' or error_code is not null),
  add constraint measured_when_succeeded check ((state <> 'SUCCEEDED' or results is not null) and (results is null) = (manifest is null));
create index evaluation_reports_by_snapshot on evaluation_reports (snapshot_id);
create index evaluation_reports_by_model on evaluation_reports (model_id);
create index evaluation_reports_leases on evaluation_reports (lease_expires_at) where state = 'RUNNING';

create table report_events (
  report_id  uuid not null references evaluation_reports on delete cascade,
  seq        integer not null,
  type       text not null,
  payload    jsonb not null default '{}' check (jsonb_typeof(payload) = 'object'),
  created_at timestamptz not null default clock_timestamp(),
  primary key (report_id, seq)
);
create unique index report_events_end on report_events (report_id) where type in ('SUCCEEDED', 'FAILED', 'CANCELED');
create index report_events_progress on report_events (report_id, seq desc) where type = 'PROGRESS';

-- Which samples of the snapshot a report judges, and what was found in the picture of each: written as it is measured, so that whoever takes over
-- from a coordinator that was killed goes on where it stopped.
-- sha256: of a picture that was made elsewhere; others are their generation's. features: by extractor. failure: why there is nothing to measure.
create table report_samples (
  report_id                  uuid not null references evaluation_reports on delete cascade,
  key                        text collate "C" not null check (length(key) between 1 and 500),
  id                         uuid not null unique default gen_random_uuid(),
  ordinal                    integer not null check (ordinal >= 0),
  sha256                     text references stored_files,
  people                     jsonb,
  features                   jsonb,
  object_keypoint_similarity double precision check (object_keypoint_similarity between 0 and 1),
  cosine_average_precision   double precision check (cosine_average_precision between 0 and 1),
  people_count_error         double precision check (people_count_error >= 0),
  clip_similarity            double precision,
  failure                    text,
  measured_at                timestamptz,
  primary key (report_id, key),
  unique (report_id, ordinal)
);
create index report_samples_by_file on report_samples (sha256);

-- A generation that a report asked for: one for each of its samples, however often a coordinator asks.
alter table generations
  add column report_id  uuid references evaluation_reports on delete cascade,
  add column sample_key text collate "C",
  add constraint sample_of_a_report check ((report_id is null) = (sample_key is null));
create unique index generations_of_report on generations (report_id, sample_key) where report_id is not null;
create index generations_asked_for on generations (studio_id, created_at desc, id desc) where report_id is null;

create function is_work_transition(before work_state, after work_state) returns boolean language sql immutable as $$
  select (before, after) in (
    ('QUEUED', 'RUNNING'), ('QUEUED', 'CANCELED'),
    ('RUNNING', 'QUEUED'), ('RUNNING', 'SUCCEEDED'), ('RUNNING', 'FAILED'), ('RUNNING', 'CANCELED')
  )
$$;

create or replace function guard_generation() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'QUEUED' or new.last_seq <> 0 then
      raise exception 'a generation begins in QUEUED with no event, not in %', new.state using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and not is_work_transition(old.state, new.state) then
    raise exception 'illegal transition of generation %: % to %', old.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if (new.id, new.studio_id, new.idempotency_key, new.request_digest, new.model_id, new.recipe, new.recipe_digest, new.licences, new.created_at,
      new.report_id, new.sample_key)
     is distinct from
     (old.id, old.studio_id, old.idempotency_key, old.request_digest, old.model_id, old.recipe, old.recipe_digest, old.licences, old.created_at,
      old.report_id, old.sample_key)
  then
    raise exception 'the request of generation % is frozen', old.id using errcode = 'check_violation';
  end if;
  if new.last_seq not in (old.last_seq, old.last_seq + 1) then
    raise exception 'events of generation % are counted one by one', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- A name may be mended, and a report put into the archive; what it was asked to judge never changes.
create function guard_report() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'QUEUED' or new.last_seq <> 0 then
      raise exception 'a report begins in QUEUED with no event, not in %', new.state using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and not is_work_transition(old.state, new.state) then
    raise exception 'illegal transition of report %: % to %', old.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if (new.id, new.studio_id, new.idempotency_key, new.request_digest, new.snapshot_id, new.model_id, new.request, new.created_at)
     is distinct from
     (old.id, old.studio_id, old.idempotency_key, old.request_digest, old.snapshot_id, old.model_id, old.request, old.created_at)
  then
    raise exception 'the request of report % is frozen', old.id using errcode = 'check_violation';
  end if;
  if old.state = 'SUCCEEDED' and (new.results, new.manifest) is distinct from (old.results, old.manifest) then
    raise exception 'the results of report % are frozen', old.id using errcode = 'check_violation';
  end if;
  if new.last_seq not in (old.last_seq, old.last_seq + 1) then
    raise exception 'events of report % are counted one by one', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger evaluation_reports_guard before insert or update on evaluation_reports for each row execute function guard_report();

-- Numbers an event: see the first of these migrations for how. Generations and reports are heard of on one channel.
create or replace function number_generation_event() returns trigger language plpgsql as $$
declare
  found_state work_state;
begin
  update generations set last_seq = last_seq + 1 where id = new.generation_id returning last_seq, state into new.seq, found_state;
  if new.seq is null then
    raise exception 'no generation %', new.generation_id using errcode = 'foreign_key_violation';
  end if;
  perform announce_work_event(format('generation %s', new.generation_id), new.generation_id, new.type, found_state);
  return new;
end $$;

create function number_report_event() returns trigger language plpgsql as $$
declare
  found_state work_state;
begin
  update evaluation_reports set last_seq = last_seq + 1 where id = new.report_id returning last_seq, state into new.seq, found_state;
  if new.seq is null then
    raise exception 'no report %', new.report_id using errcode = 'foreign_key_violation';
  end if;
  perform announce_work_event(format('report %s', new.report_id), new.report_id, new.type, found_state);
  return new;
end $$;
create trigger report_events_number before insert on report_events for each row execute function number_report_event();
create trigger report_events_immutable before update on report_events for each row execute function refuse_update();

-- The event that ends a piece of work has its state's name, and is the last. A worker that holds a lease hears of what concerns it, and not of every
-- word that it has written itself.
create function announce_work_event(work_name text, work_id uuid, event_type text, found_state work_state) returns void language plpgsql as $$
begin
  if (found_state in ('SUCCEEDED', 'FAILED', 'CANCELED')) <> (event_type in ('SUCCEEDED', 'FAILED', 'CANCELED'))
     or (event_type in ('SUCCEEDED', 'FAILED', 'CANCELED') and event_type <> found_state::text) then
    raise exception '% is %: it has no event % now', work_name, found_state, event_type using errcode = 'check_violation';
  end if;
  perform pg_notify('work_events', work_id::text);
  if event_type in ('CANCEL_REQUESTED', 'LEASE_EXPIRED', 'CANCELED') then
    perform pg_notify('work_events', 'lease ' || work_id::text);
  end if;
end $$;

create function refuse_report_event_delete() returns trigger language plpgsql as $$
begin
  if exists (select 1 from evaluation_reports where id = old.report_id) then
    raise exception 'events of report % are never deleted', old.report_id using errcode = 'integrity_constraint_violation';
  end if;
  return old;
end $$;
create trigger report_events_kept before delete on report_events for each row execute function refuse_report_event_delete();

-- See claim_generation and append_leased_event.
create function claim_report(report uuid, worker text, lease_ms double precision) returns setof evaluation_reports language plpgsql as $$
declare
  claimed evaluation_reports;
begin
  update evaluation_reports
  set state = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, now()), lease_token = gen_random_uuid(),
      leased_by = worker, lease_expires_at = now() + make_interval(secs => lease_ms / 1000)
  where id = report and state = 'QUEUED' and run_after <= now()
  returning * into claimed;
  if not found then
    return;
  end if;
  insert into report_events (report_id, seq, type, payload)
  values (report, 0, 'STARTED', jsonb_build_object('attempt', claimed.attempt, 'worker', worker))
  returning seq into claimed.last_seq;
  return next claimed;
end $$;

create function append_leased_report_event(report uuid, token uuid, event_type text, payload jsonb) returns integer language plpgsql as $$
declare
  given integer;
begin
  perform 1 from evaluation_reports where id = report and lease_token = token for update;
  if not found then
    return null;
  end if;
  insert into report_events (report_id, seq, type, payload) values (report, 0, event_type, payload) returning seq into given;
  return given;
end $$;
