-- A worker that holds a lease hears of what concerns it, and not of every word that it has written itself.
create or replace function number_generation_event() returns trigger language plpgsql as $$
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
  if new.type in ('CANCEL_REQUESTED', 'LEASE_EXPIRED', 'CANCELED') then
    perform pg_notify('generation_events', 'lease ' || new.generation_id::text);
  end if;
  return new;
end $$;
