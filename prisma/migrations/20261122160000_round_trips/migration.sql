-- What happens between a request and the first step of its picture, and at every step after it, in one round trip each.

-- QUEUED -> RUNNING under a new lease; nothing where there is nothing to do. The update takes the row lock and then looks at the state again, so of
-- two workers with the same generation one gets it.
create function claim_generation(generation uuid, worker text, lease_ms double precision) returns setof generations language plpgsql as $$
declare
  claimed generations;
begin
  update generations
  set state = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, now()), lease_token = gen_random_uuid(),
      leased_by = worker, lease_expires_at = now() + make_interval(secs => lease_ms / 1000)
  where id = generation and state = 'QUEUED' and run_after <= now()
  returning * into claimed;
  if not found then
    return;
  end if;
  insert into generation_events (generation_id, seq, type, payload)
  values (generation, 0, 'STARTED', jsonb_build_object('attempt', claimed.attempt, 'worker', worker))
  returning seq into claimed.last_seq;
  return next claimed;
end $$;

-- What a worker says while it works. Null where the lease is lost, and nothing is written.
create function append_leased_event(generation uuid, token uuid, event_type text, payload jsonb) returns integer language plpgsql as $$
declare
  given integer;
begin
  perform 1 from generations where id = generation and lease_token = token for update;
  if not found then
    return null;
  end if;
  insert into generation_events (generation_id, seq, type, payload) values (generation, 0, event_type, payload) returning seq into given;
  return given;
end $$;
