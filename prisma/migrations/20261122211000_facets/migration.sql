-- What lists of poses are narrowed by, read from the pose once.
alter table pose_versions
  add column skeleton text generated always as (pose ->> 'skeleton') stored,
  -- Whether it holds people in three dimensions.
  add column spatial  boolean not null generated always as (pose ? 'spatial') stored;

-- Columns that are computed are computed after this trigger, from the pose.
create or replace function refuse_version_update() returns trigger language plpgsql as $$
declare
  free constant text[] := array['created_by', 'people', 'skeleton', 'spatial'];
begin
  if (to_jsonb(new) - free) is distinct from (to_jsonb(old) - free) or new.created_by is not null then
    raise exception 'rows of % are never changed: write a new version', tg_table_name
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

-- The text that the model was given: generations are counted and found by it without opening their recipes.
alter table generations add column prompt text generated always as (recipe ->> 'prompt') stored;
