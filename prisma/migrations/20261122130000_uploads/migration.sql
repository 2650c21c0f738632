-- Files that somebody has sent, under the name that they had: to be imported, or forgotten. The bytes are a stored file's.
create table uploads (
  id         uuid primary key default gen_random_uuid(),
  studio_id  uuid not null references studios on delete cascade,
  sha256     text not null references stored_files,
  file_name  text not null check (length(file_name) between 1 and 255),
  created_at timestamptz not null default now()
);
create index uploads_by_file on uploads (sha256);
