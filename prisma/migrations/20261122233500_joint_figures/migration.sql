-- Sums over the joints of all pictures would read 2 KB of JSON for each: these are the same numbers, by the places of coco17's joints, in an index that
-- holds them alone.
create function read_joints(joints jsonb, out similarities double precision[], out distances double precision[])
language sql immutable parallel safe as $$
  select array_agg(similarity order by place), array_agg(distance order by place)
  from (
    select place, max(found."objectKeypointSimilarity") as similarity,
      max(found."distancePx") filter (where found."objectKeypointSimilarity" is not null) as distance
    from unnest('{nose,left_eye,right_eye,left_ear,right_ear,left_shoulder,right_shoulder,left_elbow,right_elbow,left_wrist,right_wrist,left_hip,right_hip,left_knee,right_knee,left_ankle,right_ankle}'::text[])
      with ordinality as joint (name, place)
      left join jsonb_to_recordset(joints) as found (name text, "objectKeypointSimilarity" double precision, "distancePx" double precision) using (name)
    group by place
  ) as placed
$$;

-- Null where nobody has the joint; distances in pixels, null also where it was not found.
alter table fidelities
  add column joint_similarities double precision[] generated always as ((read_joints(joints)).similarities) stored,
  add column joint_distances    double precision[] generated always as ((read_joints(joints)).distances) stored;
-- Aligned, a number of it is read where it lies.
alter table fidelities
  alter column joint_similarities set storage plain,
  alter column joint_distances set storage plain;
create index fidelities_joints on fidelities (generation_id) include (joint_similarities, joint_distances);
