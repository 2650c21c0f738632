-- The latest to succeed, by which waiting is estimated.
create index generations_succeeded on generations (finished_at desc) where state = 'SUCCEEDED';
-- A studio's that have just ended, for those who follow all of them.
create index generations_ended on generations (studio_id, finished_at) where finished_at is not null;
