"""The tables of `store.sqlite_classes`."""

TABLES = """
create table if not exists rooms (
    code text primary key, text text not null, poll text not null, is_open int not null,
    until real not null, touched real not null, revision int not null
) without rowid;
create table if not exists answers (
    code text, poll text, who text, text text not null, primary key (code, poll, who)
) without rowid;
create table if not exists papers (
    code text, name text, text text not null, primary key (code, name)
) without rowid;
create table if not exists people (
    code text, who text, process text, primary key (code, who)
) without rowid;
create table if not exists processes (id text primary key, until real not null) without rowid;
"""
