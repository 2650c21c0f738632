-- Which poses, prompts and scenes lose the pose: what measured pictures are put together by.

-- Of the sample that it was made for; otherwise what its prompt begins with, where its model was trained on a scene of that name.
create function scene_of(model uuid, recipe jsonb, report uuid, sample text) returns text language sql stable as $$
  select coalesce(
    (select replace(lower(d.scene), ' ', '_') from evaluation_reports r join dataset_samples d on d.snapshot_id = r.snapshot_id
     where r.id = report and d.key = sample),
    (select begun from models m, replace(lower(trim(split_part(recipe ->> 'prompt', ',', 1))), ' ', '_') as begun
     where m.id = model and m.defaults -> 'scenes' @> to_jsonb(begun)))
$$;

-- Kept with the request, as it was then: a model may be registered anew with other scenes.
alter table generations add column scene text;
update generations set scene = scene_of(model_id, recipe, report_id, sample_key);

create function name_scene() returns trigger language plpgsql as $$
begin
  new.scene := scene_of(new.model_id, new.recipe, new.report_id, new.sample_key);
  return new;
end $$;
create trigger generations_scene before insert on generations for each row execute function name_scene();

-- A text may be longer than a b-tree's entry.
create index generations_by_prompt_text on generations using hash (prompt);
-- 2 KB of joints and people are in each row: sums over all pictures are taken from here instead.
create index fidelities_figures on fidelities (generation_id)
  include (object_keypoint_similarity, cosine_average_precision, people_count_error);
