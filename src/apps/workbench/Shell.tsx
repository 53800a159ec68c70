import {
  LogoutOutlined,
  MenuOutlined,
  MobileOutlined,
  SafetyOutlined,
  SearchOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App as AntApp, Button, Drawer, Dropdown } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import {
  type ApiProblem,
  api,
  countDrafts,
  forgetDrafts,
  type Me,
  MeContext,
  type MenuEntry,
  needsNoneOrOneOf,
  newIdempotencyKey,
  purgeOldDrafts,
  RefusalNotice,
  type SubjectPanel,
  SubjectPanelsContext,
  session,
  setDraftOwner,
  useAfter,
  useIsNarrow,
  useIsPhone,
} from '#ui/workbench';
import { MessageBell } from '../../modules/inbox/workbench/index.ts';
import { FirstSkeleton } from './FirstSkeleton.tsx';
import { SearchPalette } from './SearchPalette.tsx';
import { SessionOverlay } from './SessionOverlay.tsx';

/** The server says so in the page itself, so that an installation neither asks for it nor loads it. */
const isDemonstration = 'demonstration' in document.documentElement.dataset;
const DemoBar = lazy(async () => ({ default: (await import('./demo/DemoBar.tsx')).DemoBar }));

/** The frame around every page. Shows nothing before it knows who is working. */
export function Shell({ menu, panels }: { menu: readonly MenuEntry[]; panels: readonly SubjectPanel[] }) {
  const query = useQuery<Me, ApiProblem>({
    queryKey: ['api', 'me'],
    queryFn: ({ signal }) => api.get<Me>('/api/me', { signal, signedOut: 'throw' }),
    staleTime: 60_000,
  });
  const me = query.data;
  useEffect(() => {
    if (query.error?.kind !== 'signed-out') return;
    if (me === undefined) goToSignIn();
    else void session.lost();
  }, [query.error, me]);
  useEffect(() => {
    if (me?.mustChangePassword) location.replace('/password');
  }, [me]);

  if (me === undefined || me.mustChangePassword) {
    if (query.error && query.error.kind !== 'signed-out') {
      return (
        <div className="shell-alone">
          <RefusalNotice problem={query.error} onRetry={() => void query.refetch()} />
        </div>
      );
    }
    return <FirstSkeleton />;
  }
  setDraftOwner(me.person.id);
  return (
    <MeContext value={me}>
      <a className="shell-skip" href="#content">
        跳到正文
      </a>
      {isDemonstration && (
        <Suspense fallback={null}>
          <DemoBar />
        </Suspense>
      )}
      <SubjectPanelsContext value={panels}>
        <Frame me={me} menu={menu.filter((entry) => needsNoneOrOneOf(me, entry.actions))} />
      </SubjectPanelsContext>
      <SessionOverlay me={me} />
    </MeContext>
  );
}

function goToSignIn(): void {
  const here = location.pathname + location.search;
  location.replace(`/sign-in?return=${encodeURIComponent(here)}`);
}

function Frame({ me, menu }: { me: Me; menu: readonly MenuEntry[] }) {
  const phone = useIsPhone();
  const narrow = useIsNarrow();
  const [searching, setSearching] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const { pathname } = useLocation();

  useEffect(purgeOldDrafts, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes what lay over the last one
  useEffect(() => {
    setDrawer(false);
    setSearching(false);
  }, [pathname]);
  useSearchKeys(() => setSearching(true));

  return (
    <div className="shell">
      <header className="shell-top">
        {narrow && !phone && (
          <Button
            type="text"
            icon={<MenuOutlined aria-hidden="true" />}
            aria-label="栏目"
            onClick={() => setDrawer(true)}
          />
        )}
        <Link to="/" className="shell-brand">
          <span className="shell-mark" aria-hidden="true">
            效
          </span>
          <span className="shell-brand-city">{me.jurisdiction.name}</span>
          {!phone && <span className="shell-brand-of">机关效能建设平台</span>}
        </Link>
        {phone ? (
          <Button
            type="text"
            icon={<SearchOutlined aria-hidden="true" />}
            aria-label="搜索"
            onClick={() => setSearching(true)}
          />
        ) : (
          <button type="button" className="shell-search-open" onClick={() => setSearching(true)}>
            <SearchOutlined aria-hidden="true" />
            <span>搜索方案、任务、单位、文号</span>
            <kbd>/</kbd>
          </button>
        )}
        <MessageBell />
        <UserMenu me={me} compact={phone} />
      </header>
      {!narrow && (
        <nav className="shell-side" aria-label="栏目">
          <Entries menu={menu} />
        </nav>
      )}
      <main className="shell-main" id="content" tabIndex={-1}>
        <Progress />
        <Outlet />
      </main>
      {phone && <BottomBar menu={menu} onMore={() => setDrawer(true)} />}
      <Drawer
        title="栏目"
        placement={phone ? 'bottom' : 'left'}
        size={phone ? 'auto' : 264}
        open={drawer}
        onClose={() => setDrawer(false)}
        className="shell-drawer"
      >
        <nav aria-label="全部栏目">
          <Entries menu={menu} />
        </nav>
      </Drawer>
      <SearchPalette open={searching} onClose={() => setSearching(false)} menu={menu} />
    </div>
  );
}

/** Another page is on its way, and it takes a while. */
function Progress() {
  const navigation = useNavigation();
  return navigation.state === 'idle' ? null : <LateProgress />;
}

function LateProgress() {
  const late = useAfter(300);
  return late ? (
    <div className="shell-progress" role="status">
      <span className="wb-visually-hidden">正在打开</span>
    </div>
  ) : null;
}

function Entries({ menu }: { menu: readonly MenuEntry[] }) {
  return (
    <ul className="shell-entries">
      {menu.map((entry) => (
        <li key={entry.key}>
          <NavLink to={entry.path} end={entry.path === '/'}>
            <span aria-hidden="true">{entry.icon}</span>
            {entry.label}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

/** Thumb's reach: the first four entries; the others behind 更多. */
function BottomBar({ menu, onMore }: { menu: readonly MenuEntry[]; onMore: () => void }) {
  const shown = menu.length > 5 ? menu.slice(0, 4) : menu;
  return (
    <nav className="shell-bottom" aria-label="栏目">
      {shown.map((entry) => (
        <NavLink key={entry.key} to={entry.path} end={entry.path === '/'}>
          <span aria-hidden="true">{entry.icon}</span>
          {entry.label}
        </NavLink>
      ))}
      {shown.length < menu.length && (
        <button type="button" onClick={onMore}>
          <MenuOutlined aria-hidden="true" />
          更多
        </button>
      )}
    </nav>
  );
}

function UserMenu({ me, compact }: { me: Me; compact: boolean }) {
  const { modal } = AntApp.useApp();
  const roles = [
    ...new Set(me.roles.map((role) => [role.unitName, role.words].filter((part) => part !== undefined).join(' '))),
  ];
  const leave = () => {
    const drafts = countDrafts();
    if (drafts === 0) return signOut();
    modal.confirm({
      title: `有 ${drafts} 处填写了还没有提交`,
      content: '退出会清除本机保存的这些内容, 以免在公用电脑上留下。',
      okText: '清除并退出',
      cancelText: '先不退出',
      onOk: () => {
        forgetDrafts();
        signOut();
      },
    });
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: 'who',
            disabled: true,
            label: (
              <span className="shell-who">
                <strong>{me.person.name}</strong>
                {roles.map((name) => (
                  <span key={name}>{name}</span>
                ))}
              </span>
            ),
          },
          { type: 'divider' },
          { key: 'sessions', icon: <MobileOutlined aria-hidden="true" />, label: <a href="/sessions">登录的设备</a> },
          { key: 'password', icon: <SafetyOutlined aria-hidden="true" />, label: <a href="/password">修改密码</a> },
          { key: 'leave', icon: <LogoutOutlined aria-hidden="true" />, label: '退出', onClick: leave },
        ],
      }}
    >
      <Button
        type="text"
        className="shell-user"
        icon={<UserOutlined aria-hidden="true" />}
        aria-label={`${me.person.name} 的菜单`}
      >
        {compact ? null : me.person.name}
      </Button>
    </Dropdown>
  );
}

/** A form and not a call: the server answers with a page to go to, and everything in memory is dropped. */
function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/sign-out';
  const key = document.createElement('input');
  key.type = 'hidden';
  key.name = 'idempotencyKey';
  key.value = newIdempotencyKey();
  form.append(key);
  document.body.append(form);
  form.submit();
}

function useSearchKeys(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const byCtrl = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const bySlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if (!byCtrl && !bySlash) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
