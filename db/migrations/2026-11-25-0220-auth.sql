-- Owner: platform/auth. Accounts, sessions, sign-in attempts.
-- Outside the region rule: a person who signs in is known by name only, before any region is; the region is a column.
create schema auth;
comment on schema auth is '登录: 账号、会话、登录记录; 按账号而非辖区存放';

create table auth.account (
  account_id uuid not null,
  region text not null,
  person_id text not null,
  username text not null,
  password_hash text not null,
  password_set_at timestamptz not null,
  must_change_password boolean not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  constraint account_pk primary key (account_id),
  constraint account_username_unique unique (username),
  constraint account_person_unique unique (region, person_id),
  constraint account_username_form check (username = lower(username) and length(username) between 2 and 32)
);
comment on table auth.account is '账号: 一人一个, 不共用';
comment on column auth.account.account_id is '账号编号';
comment on column auth.account.region is '所属辖区';
comment on column auth.account.person_id is '人员编号 (directory)';
comment on column auth.account.username is '用户名, 全安装唯一, 存小写';
comment on column auth.account.password_hash is '口令的 argon2id 摘要, 含盐与参数';
comment on column auth.account.password_set_at is '口令设定时刻, 据此要求定期更换';
comment on column auth.account.must_change_password is '口令由他人设定, 登录后须先修改';
comment on column auth.account.created_at is '建立时刻';
comment on column auth.account.disabled_at is '停用时刻; 空为在用';

create table auth.former_password (
  account_id uuid not null,
  set_at timestamptz not null,
  password_hash text not null,
  constraint former_password_pk primary key (account_id, set_at),
  constraint former_password_account_fk foreign key (account_id) references auth.account (account_id)
);
comment on table auth.former_password is '用过的口令: 不得重复使用最近几次';
comment on column auth.former_password.account_id is '账号编号';
comment on column auth.former_password.set_at is '设定时刻';
comment on column auth.former_password.password_hash is '口令的 argon2id 摘要';

create table auth.session (
  token_hash bytea not null,
  session_id uuid not null,
  account_id uuid not null,
  region text not null,
  person_id text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  address text,
  device text,
  constraint session_pk primary key (token_hash),
  constraint session_id_unique unique (session_id),
  constraint session_account_fk foreign key (account_id) references auth.account (account_id),
  constraint session_token_hash_length check (octet_length(token_hash) = 32)
);
create index session_account on auth.session (account_id);
create index session_ends_at on auth.session (ends_at);
comment on table auth.session is '会话: 一次登录一行, 撤销即删除';
comment on column auth.session.token_hash is 'Cookie 内随机串的 SHA-256; 读到本表也不能冒充';
comment on column auth.session.session_id is '会话编号, 供列出与撤销';
comment on column auth.session.account_id is '账号编号';
comment on column auth.session.region is '所属辖区';
comment on column auth.session.person_id is '人员编号';
comment on column auth.session.created_at is '登录时刻';
comment on column auth.session.seen_at is '最近使用时刻, 据此判断闲置超时';
comment on column auth.session.ends_at is '最迟失效时刻';
comment on column auth.session.address is '登录时的网络地址';
comment on column auth.session.device is '登录时的浏览器与系统, 简写';

create table auth.sign_in_attempt (
  attempt_id uuid not null,
  at timestamptz not null,
  name_digest text not null,
  account_id uuid,
  address text,
  outcome text not null,
  constraint sign_in_attempt_pk primary key (attempt_id),
  constraint sign_in_attempt_outcome check (
    outcome in ('success', 'wrong-password', 'unknown-name', 'locked', 'disabled', 'unlocked')
  )
);
create index sign_in_attempt_name on auth.sign_in_attempt (name_digest, at);
create index sign_in_attempt_address on auth.sign_in_attempt (address, at) where outcome <> 'success';
comment on table auth.sign_in_attempt is '登录记录: 每次登录尝试及结果, 据此锁定与限速; 只增不改';
comment on column auth.sign_in_attempt.attempt_id is '记录编号';
comment on column auth.sign_in_attempt.at is '尝试时刻';
comment on column auth.sign_in_attempt.name_digest is '所填用户名的摘要前 8 字节; 不存原文, 因为有人会把口令错填在这里';
comment on column auth.sign_in_attempt.account_id is '账号编号; 空为没有此用户名';
comment on column auth.sign_in_attempt.address is '网络地址';
comment on column auth.sign_in_attempt.outcome is '结果: success 成功, wrong-password 口令不对, unknown-name 没有此用户名, locked 锁定期内, disabled 已停用, unlocked 管理员解锁';

grant usage on schema auth to app;
grant select, insert, update on auth.account to app;
grant select, insert, delete on auth.former_password to app;
grant select, insert, update, delete on auth.session to app;
grant select, insert on auth.sign_in_attempt to app;
