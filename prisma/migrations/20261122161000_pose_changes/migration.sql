-- How an index of poses outside of the database is kept in step with it: every pose says in which transaction it was last written.
--
-- A number out of a sequence would not do: it is given before it becomes visible, so a reader who has seen 7 may have missed a 6. Transactions have
-- an order of their own: all below pg_snapshot_xmin have ended, and a reader sees what they did. It remembers that number, and asks the next time
-- for all that was written in this transaction or later.

alter table poses add column changed_in bigint not null default 0;
create index poses_by_change on poses (changed_in, id);

create function note_pose_change() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id()::text::bigint;
  return new;
end $$;
create trigger poses_changed before insert or update on poses for each row execute function note_pose_change();

-- What is no longer there to say so itself.
create table pose_deletions (
  pose_id    uuid primary key,
  changed_in bigint not null
);
create index pose_deletions_by_change on pose_deletions (changed_in);

create function note_pose_deletions() returns trigger language plpgsql as $$
begin
  insert into pose_deletions (pose_id, changed_in) select id, pg_current_xact_id()::text::bigint from deleted;
  return null;
end $$;
create trigger poses_deleted after delete on poses referencing old table as deleted for each statement execute function note_pose_deletions();
